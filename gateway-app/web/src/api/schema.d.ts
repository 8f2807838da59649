// Made from the gateway's OpenAPI document by api-types.mjs: do not edit.
export interface paths {
    "/api/v1/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose gateway this is, the member organizations, and what forms need */
        get: operations["getAbout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who treats whom: assignments of the patient, of the doctor, or of the registrar’s hospital, whose own patients are named */
        get: operations["getAssignments"];
        put?: never;
        /** Let a doctor of any hospital treat a verified patient of this one, for a period */
        post: operations["postAssignments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{assignmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End an assignment */
        delete: operations["deleteAssignmentsAssignmentId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/accounting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Every reading and refusal of a patient’s reports in a period, for auditors of the patient’s hospital and of the regulator */
        post: operations["postAuditAccounting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/events/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Search events, newest first; the question is recorded on the ledger */
        post: operations["postAuditEventsSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** All matching events, as CSV or as one JSON object per line; headers say where the question is recorded */
        post: operations["postAuditExports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every state of a version and its proposal, read from the blocks of this organization’s peer */
        get: operations["getAuditHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/queries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Auditors’ questions that named you or a version of your reports, or whose answers named you */
        get: operations["getAuditQueries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Consents given or received; without `view`, patients get those given and others those received */
        get: operations["getConsents"];
        put?: never;
        /** Permit a person, or the doctors, auditors or systems of an organization, to read named reports or the whole record; or permit a doctor to add reports */
        post: operations["postConsents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consents/{consentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a consent: the next reading is refused and running ones are cut off */
        delete: operations["deleteConsentsConsentId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who read your record (`of-me`), or what you read (`mine`); refusals too */
        get: operations["getDisclosures"];
        put?: never;
        /** Record a reading; a refusal is recorded too and answers 403 with its id */
        post: operations["postDisclosures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/disclosures/{disclosureId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your reading, and whether it would be permitted now; if not, close the report */
        get: operations["getDisclosuresDisclosureId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/disclosures/{disclosureId}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The report that your reading opens, or a range of its bytes; for ten minutes, as long as the reading is permitted */
        get: operations["getDisclosuresDisclosureIdContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/disclosures/{disclosureId}/sealed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The stored bytes of the report that your reading opens, or a range of them, to compare their SHA-256 with the ledger’s */
        get: operations["getDisclosuresDisclosureIdSealed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: `change` with {"block", "topics"} names what to request again (without `block` if none made the change, for example when stored bytes were found altered); `ended` says that the session is over */
        get: operations["getEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Blocks, newest first: those before a number, or from a moment (`at`) backwards */
        get: operations["getLedgerBlocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/blocks/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A block with its transactions */
        get: operations["getLedgerBlocksNumber"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/chain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recompute the header hashes of all blocks or of a range: intact, or the first broken block */
        get: operations["getLedgerChain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/heights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Number of blocks and newest header hash at every organization */
        get: operations["getLedgerHeights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Transactions about one of your reports, newest first */
        get: operations["getLedgerTransactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/transactions/{transactionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A transaction: organization, function, outcome in words, organizations named as endorsers; auditors and its creator also see its keys */
        get: operations["getLedgerTransactionsTransactionId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{personId}/suspension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspend a person at once; a patient with `until`, for at most 72 hours; the regulator’s registrar can suspend the patients and doctors of every organization */
        post: operations["postPeoplePersonIdSuspension"];
        /** Reinstate a suspended person */
        delete: operations["deletePeoplePersonIdSuspension"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find a person’s role and organization by the exact id, or doctors of all hospitals by what they publish */
        post: operations["postPeopleSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permission-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests to the patient; for a doctor, the requests that they made */
        get: operations["getPermissionRequests"];
        put?: never;
        /** Ask a patient for a permission, for you or for another doctor */
        post: operations["postPermissionRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permission-requests/{requestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw your request */
        delete: operations["deletePermissionRequestsRequestId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permission-requests/{requestId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Grant what is requested, perhaps for a shorter time, or refuse it */
        post: operations["postPermissionRequestsRequestIdDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your preferences: the emergency half, and whom you exclude */
        get: operations["getPreferences"];
        /** Replace your preferences; exclusions take effect at once, whatever a consent permits */
        put: operations["putPreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People of this organization in one state, with their details */
        get: operations["getRegistrations"];
        put?: never;
        /** Register as a patient (active at once) or as a doctor (waits for approval) */
        post: operations["postRegistrations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registrations/{personId}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a pending doctor */
        post: operations["postRegistrationsPersonIdApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registrations/{personId}/identity-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record that you checked this person’s identity */
        post: operations["postRegistrationsPersonIdIdentityVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registrations/{personId}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a pending doctor; the reason stays in this organization */
        post: operations["postRegistrationsPersonIdRefusal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registrations/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Search the people of this organization by words of user name, full name or id; a page may be empty and have a `next` */
        post: operations["postRegistrationsSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports of your own record, received from patients, shared with others, or proposed */
        get: operations["getReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A report that is yours or that you may read: its versions, with the ways you may open each (`openings`); its patient also sees who may read it */
        get: operations["getReportsReportId"];
        put?: never;
        post?: never;
        /** Take a report out of your record: it can no longer be read */
        delete: operations["deleteReportsReportId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}/versions/{versionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw your proposal before the patient decides */
        delete: operations["deleteReportsReportIdVersionsVersionId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}/versions/{versionId}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an opened proposal into the record; every key share is checked first */
        post: operations["postReportsReportIdVersionsVersionIdAcceptance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}/versions/{versionId}/rejection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reject a proposal; only its author sees the reason */
        post: operations["postReportsReportIdVersionsVersionIdRejection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in with user name or person id and password; by cookie only while the browser holds no other person’s session */
        post: operations["postSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your session, with your state on the ledger now */
        get: operations["getSessionsCurrent"];
        put?: never;
        post?: never;
        /** Log out */
        delete: operations["deleteSessionsCurrent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/current/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give your password again, for calls that require a recent one */
        post: operations["postSessionsCurrentStepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transactions/{transactionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a submitted transaction is in a block, after an answer 202 */
        get: operations["getTransactionsTransactionId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Announce a report for your record or for a patient’s; its content follows */
        post: operations["postUploads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{uploadId}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Send the content of an announced report, with Content-Length */
        put: operations["putUploadsUploadIdContent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["getLivez"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State of every part: peer, orderer, agents, CA, store, database, projection; at most a few seconds old */
        get: operations["getReadyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            /** @description Author of the proposal that does not match the ledger */
            author?: {
                designation?: string;
                fullName?: string;
                officeAddress?: string;
                organization: string;
                personId: string;
                specialty?: string;
            };
            /** @enum {string} */
            code: "INVALID" | "UNAUTHENTICATED" | "STEP_UP_REQUIRED" | "FORBIDDEN" | "NO_PERMISSION" | "NOT_ASSIGNED" | "NOT_ACTIVE" | "EXPIRED" | "BAD_SIGNATURE" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "TOO_SLOW" | "CONFLICT" | "OTHER_PERSON" | "LENGTH_REQUIRED" | "TOO_LARGE" | "WRONG_TYPE" | "RANGE_NOT_SATISFIABLE" | "KEY_REUSED" | "TOO_MANY" | "INTERNAL" | "INTEGRITY" | "UNAVAILABLE" | "OUTCOME_UNKNOWN" | "STORE_FULL" | "CLOCK_WRONG";
            detail: string;
            disclosureId?: string;
            errors?: {
                detail: string;
                pointer: string;
            }[];
            organizations?: string[];
            /**
             * @description Only the key agents of `organizations` say that their shares do not open; all other shares are intact. The proposal can be accepted `despite` them
             * @constant
             */
            othersFit?: true;
            /**
             * @description Nothing was recorded: the report was taken out of the record, so no one can open it
             * @constant
             */
            reason?: "REPORT_NOT_ACTIVE";
            requestId: string;
            status: number;
            title: string;
            transactionId?: string;
            type: string;
        };
    };
    responses: never;
    parameters: {
        /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
        PersonHeader: string;
        /** @description Instead of Medseal-Person, for links and event streams */
        PersonQuery: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getAbout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description About this gateway */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether there is a registrar or an auditor yet */
                        hasStaff: boolean;
                        idleMinutes: number;
                        /** @enum {string} */
                        kind: "hospital" | "regulator";
                        /** @description The most days that a consent may last; left out while the ledger cannot be read */
                        longestConsentDays?: number;
                        /** @description Bytes */
                        maxReportSize: number;
                        mediaTypes: ("application/pdf" | "image/png" | "image/jpeg")[];
                        organization: string;
                        organizations: {
                            hospital: boolean;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAssignments: {
        parameters: {
            query?: {
                after?: string;
                limit?: string;
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
                state?: "active" | "ended";
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asOfBlock?: string;
                        items: {
                            assignmentId: string;
                            /** @description Block number, decimal */
                            block: string;
                            doctor: {
                                designation?: string;
                                fullName?: string;
                                officeAddress?: string;
                                organization: string;
                                personId: string;
                                specialty?: string;
                            };
                            /** Format: date-time */
                            from: string;
                            patient: {
                                designation?: string;
                                fullName?: string;
                                officeAddress?: string;
                                organization: string;
                                personId: string;
                                specialty?: string;
                            };
                            /** @enum {string} */
                            state: "active" | "ended";
                            transactionId: string;
                            /** Format: date-time */
                            until: string;
                        }[];
                        next?: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAssignments: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description A repetition with the same key and body creates nothing; its answer shows the present state */
                "Idempotency-Key"?: string;
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    doctor: string;
                    /** Format: date-time */
                    from?: string;
                    patient: string;
                    /** Format: date-time */
                    until: string;
                };
            };
        };
        responses: {
            /** @description Assigned */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        assignmentId: string;
                        doctor: string;
                        /** Format: date-time */
                        from: string;
                        patient: string;
                        receipt: {
                            /** @description Block number, decimal */
                            block: string;
                            transactionId: string;
                        };
                        /** @constant */
                        state: "active";
                        /** Format: date-time */
                        until: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAssignmentsAssignmentId: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                assignmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        assignmentId: string;
                        receipt: {
                            /** @description Block number, decimal */
                            block: string;
                            transactionId: string;
                        };
                        /** @constant */
                        state: "ended";
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAuditAccounting: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    after?: string;
                    /** Format: date-time */
                    from: string;
                    limit?: number;
                    patient: string;
                    /** Format: date-time */
                    to: string;
                };
            };
        };
        responses: {
            /** @description A page of disclosures, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Block number, decimal */
                        asOfBlock: string;
                        auditQueryId: string;
                        /** @description Block number, decimal */
                        block: string;
                        items: {
                            actor: {
                                organization?: string;
                                personId?: string;
                            };
                            asked?: string;
                            assignmentId?: string;
                            /** Format: date-time */
                            at: string;
                            auditQueryId?: string;
                            basis?: {
                                id?: string;
                                kind: string;
                            };
                            /** @description Block number, decimal */
                            block: string;
                            consentId?: string;
                            disclosureId?: string;
                            /** @description Whether the patient permits deposits of emergency halves: yes or no */
                            emergencyHalf?: string;
                            /** @description How many people and organizations the patient excludes */
                            exclusions?: string;
                            from?: string;
                            function: string;
                            grantee?: {
                                organization?: string;
                                personId?: string;
                            };
                            /** @enum {string} */
                            kind: "reading" | "refusal" | "consent" | "revocation" | "request" | "decision" | "proposal" | "acceptance" | "rejection" | "proposal-withdrawal" | "withdrawal" | "request-withdrawal" | "assignment" | "assignment-end" | "registration" | "approval" | "disapproval" | "identity-check" | "suspension" | "reinstatement" | "preferences" | "query";
                            /** @description Took effect long after the signed time of its act, as the blocks alone show */
                            late: boolean;
                            outcome?: string;
                            permission?: string;
                            purposes?: ("TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG")[];
                            reason?: string;
                            reportId?: string;
                            requestId?: string;
                            state?: string;
                            subject?: {
                                organization?: string;
                                personId?: string;
                            };
                            suspendedUntil?: string;
                            transactionId: string;
                            until?: string;
                            versionId?: string;
                        }[];
                        next?: string;
                        transactionId: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAuditEventsSearch: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    after?: string;
                    /** @enum {string} */
                    basis?: "own" | "author" | "consent";
                    /** Format: date-time */
                    from?: string;
                    kinds?: ("reading" | "refusal" | "consent" | "revocation" | "request" | "decision" | "proposal" | "acceptance" | "rejection" | "proposal-withdrawal" | "withdrawal" | "request-withdrawal" | "assignment" | "assignment-end" | "registration" | "approval" | "disapproval" | "identity-check" | "suspension" | "reinstatement" | "preferences" | "query")[];
                    /** @constant */
                    late?: true;
                    limit?: number;
                    organization?: string;
                    /** @enum {string} */
                    outcome?: "permit" | "refuse";
                    patient?: string;
                    person?: string;
                    /** @enum {string} */
                    purpose?: "TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG";
                    /** Format: date-time */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description A page of events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Block number, decimal */
                        asOfBlock: string;
                        auditQueryId: string;
                        /** @description Block number, decimal */
                        block: string;
                        items: {
                            actor: {
                                organization?: string;
                                personId?: string;
                            };
                            asked?: string;
                            assignmentId?: string;
                            /** Format: date-time */
                            at: string;
                            auditQueryId?: string;
                            basis?: {
                                id?: string;
                                kind: string;
                            };
                            /** @description Block number, decimal */
                            block: string;
                            consentId?: string;
                            disclosureId?: string;
                            /** @description Whether the patient permits deposits of emergency halves: yes or no */
                            emergencyHalf?: string;
                            /** @description How many people and organizations the patient excludes */
                            exclusions?: string;
                            from?: string;
                            function: string;
                            grantee?: {
                                organization?: string;
                                personId?: string;
                            };
                            /** @enum {string} */
                            kind: "reading" | "refusal" | "consent" | "revocation" | "request" | "decision" | "proposal" | "acceptance" | "rejection" | "proposal-withdrawal" | "withdrawal" | "request-withdrawal" | "assignment" | "assignment-end" | "registration" | "approval" | "disapproval" | "identity-check" | "suspension" | "reinstatement" | "preferences" | "query";
                            /** @description Took effect long after the signed time of its act, as the blocks alone show */
                            late: boolean;
                            outcome?: string;
                            permission?: string;
                            purposes?: ("TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG")[];
                            reason?: string;
                            reportId?: string;
                            requestId?: string;
                            state?: string;
                            subject?: {
                                organization?: string;
                                personId?: string;
                            };
                            suspendedUntil?: string;
                            transactionId: string;
                            until?: string;
                            versionId?: string;
                        }[];
                        next?: string;
                        transactionId: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAuditExports: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    basis?: "own" | "author" | "consent";
                    /** @enum {string} */
                    format: "csv" | "ndjson";
                    /** Format: date-time */
                    from?: string;
                    kinds?: ("reading" | "refusal" | "consent" | "revocation" | "request" | "decision" | "proposal" | "acceptance" | "rejection" | "proposal-withdrawal" | "withdrawal" | "request-withdrawal" | "assignment" | "assignment-end" | "registration" | "approval" | "disapproval" | "identity-check" | "suspension" | "reinstatement" | "preferences" | "query")[];
                    /** @constant */
                    late?: true;
                    organization?: string;
                    /** @enum {string} */
                    outcome?: "permit" | "refuse";
                    patient?: string;
                    person?: string;
                    /** @enum {string} */
                    purpose?: "TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG";
                    /** Format: date-time */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description The events, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": unknown;
                    "text/csv; charset=utf-8; header=present": unknown;
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAuditHistory: {
        parameters: {
            query: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
                version: string;
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description States in order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Block number, decimal */
                        asOfBlock: string;
                        auditQueryId: string;
                        /** @description Block number, decimal */
                        block: string;
                        items: {
                            /** Format: date-time */
                            at: string;
                            /** @description Block number, decimal */
                            block: string;
                            by: {
                                organization?: string;
                                personId?: string;
                            };
                            function: string;
                            /** @enum {string} */
                            record: "version" | "proposal";
                            /** @description SHA-256 of the record as it is in the block, hex */
                            sha256: string;
                            state: string;
                            transactionId: string;
                            version?: {
                                ciphertextSha256: string;
                                locations: {
                                    mspId: string;
                                    objectKey: string;
                                }[];
                                manifest: string;
                                suite: string;
                            };
                        }[];
                        transactionId: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAuditQueries: {
        parameters: {
            query: {
                about: "me";
                after?: string;
                limit?: string;
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asOfBlock?: string;
                        items: {
                            asked: string;
                            /** Format: date-time */
                            at: string;
                            auditor: {
                                organization?: string;
                                personId?: string;
                            };
                            auditQueryId: string;
                            /** @description Block number, decimal */
                            block: string;
                            from?: string;
                            /**
                             * @description question: it was about you or a version of your reports; answer: its answer names you
                             * @enum {string}
                             */
                            named: "question" | "answer";
                            to?: string;
                            transactionId: string;
                        }[];
                        next?: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConsents: {
        parameters: {
            query?: {
                after?: string;
                limit?: string;
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
                state?: "active" | "revoked";
                view?: "given" | "received";
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asOfBlock?: string;
                        items: {
                            /** @description Block number, decimal */
                            block: string;
                            consentId: string;
                            /** Format: date-time */
                            from: string;
                            grantee: {
                                designation?: string;
                                fullName?: string;
                                officeAddress?: string;
                                organization: string;
                                personId: string;
                                specialty?: string;
                            } | {
                                organization: string;
                                /**
                                 * @description Older consents may name patients; these do not permit reading
                                 * @enum {string}
                                 */
                                role: "doctor" | "auditor" | "system" | "patient";
                            };
                            /** @description Took effect long after the signed time of its act, as the blocks alone show */
                            late: boolean;
                            patient: {
                                organization: string;
                                personId: string;
                            };
                            /** @enum {string} */
                            permission: "read" | "contribute";
                            purposes: ("TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG")[];
                            scope: {
                                reports: string[];
                            } | {
                                /** @constant */
                                all: true;
                            };
                            /** @enum {string} */
                            state: "active" | "revoked";
                            transactionId: string;
                            /** Format: date-time */
                            until: string;
                        }[];
                        next?: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postConsents: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description A repetition with the same key and body creates nothing; its answer shows the present state */
                "Idempotency-Key"?: string;
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    from?: string;
                    grantee: {
                        person: string;
                    } | {
                        organization: string;
                        /** @enum {string} */
                        role: "doctor" | "auditor" | "system";
                    };
                    /** @enum {string} */
                    permission: "read" | "contribute";
                    purposes: ("TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG")[];
                    scope: {
                        reports: string[];
                    } | {
                        /** @constant */
                        all: true;
                    };
                    /** Format: date-time */
                    until: string;
                };
            };
        };
        responses: {
            /** @description Granted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        consentId: string;
                        /** Format: date-time */
                        from?: string;
                        grantee: {
                            person: string;
                        } | {
                            organization: string;
                            /** @enum {string} */
                            role: "doctor" | "auditor" | "system";
                        };
                        /** @enum {string} */
                        permission: "read" | "contribute";
                        purposes: ("TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG")[];
                        receipt: {
                            /** @description Block number, decimal */
                            block: string;
                            transactionId: string;
                        };
                        scope: {
                            reports: string[];
                        } | {
                            /** @constant */
                            all: true;
                        };
                        /** Format: date-time */
                        until: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteConsentsConsentId: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                consentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        consentId: string;
                        receipt: {
                            /** @description Block number, decimal */
                            block: string;
                            transactionId: string;
                        };
                        /** @constant */
                        state: "revoked";
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDisclosures: {
        parameters: {
            query: {
                after?: string;
                from?: string;
                limit?: string;
                outcome?: "permit" | "refuse";
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
                report?: string;
                to?: string;
                view: "mine" | "of-me";
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asOfBlock?: string;
                        items: {
                            /** Format: date-time */
                            at: string;
                            basis?: {
                                id?: string;
                                /** @enum {string} */
                                kind: "own" | "author" | "consent";
                            };
                            /** @description Block number, decimal */
                            block: string;
                            /**
                             * @description Only for the patient and for the reader
                             * @enum {string}
                             */
                            class?: "imaging" | "laboratory" | "letter" | "prescription" | "vitals" | "other";
                            disclosureId: string;
                            /** @description Took effect long after the signed time of its act, as the blocks alone show */
                            late: boolean;
                            /** @enum {string} */
                            outcome: "permit" | "refuse";
                            /**
                             * Format: date-time
                             * @description When the version was proposed
                             */
                            proposedAt?: string;
                            /** @enum {string} */
                            purpose: "TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG";
                            reader: {
                                designation?: string;
                                fullName?: string;
                                officeAddress?: string;
                                organization: string;
                                personId: string;
                                specialty?: string;
                            };
                            /** @enum {string} */
                            reason?: "READER_NOT_ACTIVE" | "REPORT_NOT_ACTIVE" | "VERSION_NOT_READABLE" | "EXCLUDED" | "NO_BASIS" | "NOT_THE_PATIENTS_CONSENT" | "NOT_A_READING_CONSENT" | "CONSENT_NOT_ACTIVE" | "CONSENT_NOT_STARTED" | "CONSENT_EXPIRED" | "NOT_THE_GRANTEE" | "PURPOSE_NOT_PERMITTED" | "OUT_OF_SCOPE";
                            reportId: string;
                            title?: string;
                            transactionId: string;
                            versionId: string;
                        }[];
                        next?: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postDisclosures: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description A repetition with the same key and body creates nothing; its answer shows the present state */
                "Idempotency-Key"?: string;
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    basis?: {
                        consent: string;
                    };
                    /** @enum {string} */
                    purpose: "TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG";
                    reportId: string;
                    versionId?: string;
                };
            };
        };
        responses: {
            /** @description Permitted: the content may be fetched until `expiresAt` */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        basis: {
                            id?: string;
                            /** @enum {string} */
                            kind: "own" | "author" | "consent";
                        };
                        /** @description Block number, decimal */
                        block: string;
                        disclosureId: string;
                        /** Format: date-time */
                        expiresAt: string;
                        /** @constant */
                        outcome: "permit";
                        transactionId: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDisclosuresDisclosureId: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                disclosureId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reading as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disclosureId: string;
                        /** @enum {string} */
                        outcome: "permit" | "refuse";
                        permitted: boolean;
                        reportId: string;
                        /** Format: date-time */
                        until?: string;
                        versionId: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDisclosuresDisclosureIdContent: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                disclosureId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                    "application/pdf": unknown;
                    "image/jpeg": unknown;
                    "image/png": unknown;
                };
            };
            /** @description The one range of bytes that `Range` requests; a request for several gets the whole */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                    "application/pdf": unknown;
                    "image/jpeg": unknown;
                    "image/png": unknown;
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDisclosuresDisclosureIdSealed: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                disclosureId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sealed report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description The one range of bytes that `Range` requests; a request for several gets the whole */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEvents: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events until the session ends */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgerBlocks: {
        parameters: {
            query?: {
                at?: string;
                before?: string;
                limit?: string;
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Blocks; `next` is the `before` of the next page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: date-time
                             * @description Time of the first valid act or configuration, as its client set it; blocks carry no time
                             */
                            at?: string;
                            /** @description SHA-256, hex */
                            dataHash: string;
                            /** @description SHA-256, hex */
                            headerHash: string;
                            /** @description Recomputed header hash and previous hash match */
                            linked: boolean;
                            /** @description Block number, decimal */
                            number: string;
                            /** @description SHA-256, hex */
                            previousHash: string;
                            /** @description Bytes of its transactions */
                            size: number;
                            transactions: number;
                        }[];
                        next?: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgerBlocksNumber: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The block */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        block: {
                            /**
                             * Format: date-time
                             * @description Time of the first valid act or configuration, as its client set it; blocks carry no time
                             */
                            at?: string;
                            /** @description SHA-256, hex */
                            dataHash: string;
                            /** @description SHA-256, hex */
                            headerHash: string;
                            /** @description Recomputed header hash and previous hash match */
                            linked: boolean;
                            /** @description Block number, decimal */
                            number: string;
                            /** @description SHA-256, hex */
                            previousHash: string;
                            /** @description Bytes of its transactions */
                            size: number;
                            transactions: number;
                        };
                        transactions: {
                            /**
                             * Format: date-time
                             * @description As its client set it; left out if it is not a time
                             */
                            at?: string;
                            /** @description Block number, decimal */
                            block: string;
                            /** @description Organizations of the channel that the endorsements name; peers count only those with a valid signature */
                            endorsers: string[];
                            /** @description Of acts and of Fabric’s own transactions; otherwise empty */
                            function: string;
                            keysWritten: number;
                            /**
                             * @description act: an act of medseal; fabric: configuration or life cycle of the chaincode; foreign: not an act of medseal; unreadable: cannot be decoded
                             * @enum {string}
                             */
                            kind: "act" | "fabric" | "foreign" | "unreadable";
                            /** @description Took effect long after the signed time of its act, as the blocks alone show */
                            late: boolean;
                            /** @description Of its creator; empty if the transaction does not say or its signature was not confirmed */
                            organization: string;
                            /** @description Position in the block, from 0 */
                            position: number;
                            /** @description Empty if the transaction does not say */
                            transactionId: string;
                            valid: boolean;
                            /** @description The code in English words */
                            validation: string;
                            /** @description TxValidationCode of Fabric; 0 is valid */
                            validationCode: number;
                        }[];
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgerChain: {
        parameters: {
            query?: {
                from?: string;
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
                to?: string;
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        blocks: number;
                        /** @description Block number, decimal */
                        firstBroken?: string;
                        /** @description Block number, decimal */
                        from: string;
                        intact: boolean;
                        /** @description SHA-256, hex */
                        latestHash?: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgerHeights: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Heights */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        equal: boolean;
                        items: {
                            height?: string;
                            latestHash?: string;
                            mspId: string;
                            organization: string;
                        }[];
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgerTransactions: {
        parameters: {
            query: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
                report: string;
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Transactions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: date-time
                             * @description As its client set it; left out if it is not a time
                             */
                            at?: string;
                            /** @description Block number, decimal */
                            block: string;
                            /** @description Organizations of the channel that the endorsements name; peers count only those with a valid signature */
                            endorsers: string[];
                            /** @description Of acts and of Fabric’s own transactions; otherwise empty */
                            function: string;
                            keysWritten: number;
                            /**
                             * @description act: an act of medseal; fabric: configuration or life cycle of the chaincode; foreign: not an act of medseal; unreadable: cannot be decoded
                             * @enum {string}
                             */
                            kind: "act" | "fabric" | "foreign" | "unreadable";
                            /** @description Took effect long after the signed time of its act, as the blocks alone show */
                            late: boolean;
                            /** @description Of its creator; empty if the transaction does not say or its signature was not confirmed */
                            organization: string;
                            /** @description Position in the block, from 0 */
                            position: number;
                            /** @description Empty if the transaction does not say */
                            transactionId: string;
                            valid: boolean;
                            /** @description The code in English words */
                            validation: string;
                            /** @description TxValidationCode of Fabric; 0 is valid */
                            validationCode: number;
                        }[];
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedgerTransactionsTransactionId: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                transactionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The transaction */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description As its client set it; left out if it is not a time
                         */
                        at?: string;
                        /** @description Block number, decimal */
                        block: string;
                        /** @description Organizations of the channel that the endorsements name; peers count only those with a valid signature */
                        endorsers: string[];
                        /** @description Of acts and of Fabric’s own transactions; otherwise empty */
                        function: string;
                        keys?: {
                            collection?: string;
                            /** @description SHA-256, hex */
                            keyHash: string;
                            /** @enum {string} */
                            kind: "put" | "delete" | "purge";
                        }[];
                        keysWritten: number;
                        /**
                         * @description act: an act of medseal; fabric: configuration or life cycle of the chaincode; foreign: not an act of medseal; unreadable: cannot be decoded
                         * @enum {string}
                         */
                        kind: "act" | "fabric" | "foreign" | "unreadable";
                        /** @description Took effect long after the signed time of its act, as the blocks alone show */
                        late: boolean;
                        /** @description Of its creator; empty if the transaction does not say or its signature was not confirmed */
                        organization: string;
                        /** @description Position in the block, from 0 */
                        position: number;
                        /** @description Empty if the transaction does not say */
                        transactionId: string;
                        valid: boolean;
                        /** @description The code in English words */
                        validation: string;
                        /** @description TxValidationCode of Fabric; 0 is valid */
                        validationCode: number;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPeoplePersonIdSuspension: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                personId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                    /** Format: date-time */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Suspended; no receipt if the person already was */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        personId: string;
                        receipt?: {
                            /** @description Block number, decimal */
                            block: string;
                            transactionId: string;
                        };
                        /** @enum {string} */
                        state: "active" | "suspended";
                        /** Format: date-time */
                        until?: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePeoplePersonIdSuspension: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                personId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Active; no receipt if the person already was, for example after the suspension ended by itself */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        personId: string;
                        receipt?: {
                            /** @description Block number, decimal */
                            block: string;
                            transactionId: string;
                        };
                        /** @enum {string} */
                        state: "active" | "suspended";
                        /** Format: date-time */
                        until?: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPeopleSearch: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    personId: string;
                } | {
                    after?: string;
                    /** @default 50 */
                    limit?: number;
                    organization?: string;
                    /** @constant */
                    role: "doctor";
                    specialty?: string;
                    text?: string;
                };
            };
        };
        responses: {
            /** @description The person, or a page of doctors */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        organization: string;
                        personId: string;
                        /** @enum {string} */
                        role: "patient" | "doctor" | "registrar" | "auditor";
                    } | {
                        asOfBlock?: string;
                        items: {
                            designation: string;
                            fullName: string;
                            officeAddress: string;
                            organization: string;
                            personId: string;
                            specialty: string;
                        }[];
                        next?: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPermissionRequests: {
        parameters: {
            query?: {
                after?: string;
                limit?: string;
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
                state?: "pending" | "granted" | "refused" | "withdrawn";
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asOfBlock?: string;
                        items: {
                            /** @description Block number, decimal */
                            block: string;
                            consentId?: string;
                            doctor: {
                                designation?: string;
                                fullName?: string;
                                officeAddress?: string;
                                organization: string;
                                personId: string;
                                specialty?: string;
                            };
                            grantee: {
                                designation?: string;
                                fullName?: string;
                                officeAddress?: string;
                                organization: string;
                                personId: string;
                                specialty?: string;
                            };
                            patient: {
                                organization: string;
                                personId: string;
                            };
                            /** @enum {string} */
                            permission: "read" | "contribute";
                            /** @enum {string} */
                            purpose: "TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG";
                            reports?: string[];
                            requestId: string;
                            /** @enum {string} */
                            state: "pending" | "granted" | "refused" | "withdrawn";
                            transactionId: string;
                            /** Format: date-time */
                            until: string;
                        }[];
                        next?: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPermissionRequests: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description A repetition with the same key and body creates nothing; its answer shows the present state */
                "Idempotency-Key"?: string;
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    for?: string;
                    patient: string;
                    /** @enum {string} */
                    permission: "read" | "contribute";
                    /** @enum {string} */
                    purpose: "TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG";
                    reports?: string[];
                    /** Format: date-time */
                    until: string;
                };
            };
        };
        responses: {
            /** @description The patient is asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        for?: string;
                        patient: string;
                        /** @enum {string} */
                        permission: "read" | "contribute";
                        /** @enum {string} */
                        purpose: "TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG";
                        receipt: {
                            /** @description Block number, decimal */
                            block: string;
                            transactionId: string;
                        };
                        reports?: string[];
                        requestId: string;
                        /** @constant */
                        state: "pending";
                        /** Format: date-time */
                        until: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePermissionRequestsRequestId: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Withdrawn */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        receipt: {
                            /** @description Block number, decimal */
                            block: string;
                            transactionId: string;
                        };
                        requestId: string;
                        /** @constant */
                        state: "withdrawn";
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPermissionRequestsRequestIdDecision: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                requestId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    decision: "grant" | "refuse";
                    /** Format: date-time */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Decided */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        consentId?: string;
                        receipt: {
                            /** @description Block number, decimal */
                            block: string;
                            transactionId: string;
                        };
                        requestId: string;
                        /** @enum {string} */
                        state: "granted" | "refused";
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPreferences: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The preferences */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        emergencyHalf: boolean;
                        exclusions: {
                            reports?: string[];
                            who: {
                                designation?: string;
                                fullName?: string;
                                officeAddress?: string;
                                organization: string;
                                person: string;
                                specialty?: string;
                            } | {
                                organization: string;
                            };
                        }[];
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putPreferences: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    emergencyHalf: boolean;
                    exclusions: {
                        reports?: string[];
                        who: {
                            person: string;
                        } | {
                            organization: string;
                        };
                    }[];
                };
            };
        };
        responses: {
            /** @description The preferences as they are now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        emergencyHalf: boolean;
                        exclusions: {
                            reports?: string[];
                            who: {
                                person: string;
                            } | {
                                organization: string;
                            };
                        }[];
                        receipt: {
                            /** @description Block number, decimal */
                            block: string;
                            transactionId: string;
                        };
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRegistrations: {
        parameters: {
            query: {
                after?: string;
                limit?: string;
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
                state: "pending" | "active" | "suspended" | "refused" | "ended";
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asOfBlock?: string;
                        items: {
                            address?: string;
                            email?: string;
                            fullName: string;
                            identityVerified: boolean;
                            office?: {
                                address: string;
                                designation: string;
                                specialty: string;
                            };
                            personId: string;
                            phone?: string;
                            reason?: string;
                            /** Format: date-time */
                            registeredAt: string;
                            /** @enum {string} */
                            role: "patient" | "doctor" | "registrar" | "auditor";
                            /** @enum {string} */
                            state: "pending" | "active" | "suspended" | "refused" | "ended";
                            userName: string;
                        }[];
                        next?: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postRegistrations: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key and body creates nothing; its answer shows the present state */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One or more lines */
                    address: string;
                    /** Format: idn-email */
                    email: string;
                    emergencyHalf?: boolean;
                    fullName: string;
                    office?: {
                        /** @description One or more lines */
                        address: string;
                        designation: string;
                        specialty: string;
                    };
                    password: string;
                    /** @description +, country code and number. Spaces, hyphens, brackets, dots and slashes are ignored */
                    phone: string;
                    /** @enum {string} */
                    role: "patient" | "doctor";
                    /** @description Letters and digits of any script and . _ @ + -; spaces around it are ignored */
                    userName: string;
                };
            };
        };
        responses: {
            /** @description Registered; the recovery code is shown once */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        personId: string;
                        /** @description Shown once. A repetition of the request within 15 minutes and before the first log-in shows it once more; later it is left out */
                        recoveryCode?: string;
                        /** @enum {string} */
                        role: "patient" | "doctor";
                        /** @enum {string} */
                        state: "pending" | "active" | "suspended" | "refused" | "ended";
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postRegistrationsPersonIdApproval: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                personId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Decided, with its place on the ledger */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Block number, decimal */
                        block: string;
                        personId: string;
                        /** @enum {string} */
                        role: "patient" | "doctor" | "registrar" | "auditor";
                        /** @enum {string} */
                        state: "pending" | "active" | "suspended" | "refused" | "ended";
                        transactionId: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postRegistrationsPersonIdIdentityVerification: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                personId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Decided, with its place on the ledger */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Block number, decimal */
                        block: string;
                        personId: string;
                        /** @enum {string} */
                        role: "patient" | "doctor" | "registrar" | "auditor";
                        /** @enum {string} */
                        state: "pending" | "active" | "suspended" | "refused" | "ended";
                        transactionId: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postRegistrationsPersonIdRefusal: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                personId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Decided, with its place on the ledger */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Block number, decimal */
                        block: string;
                        personId: string;
                        /** @enum {string} */
                        role: "patient" | "doctor" | "registrar" | "auditor";
                        /** @enum {string} */
                        state: "pending" | "active" | "suspended" | "refused" | "ended";
                        transactionId: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postRegistrationsSearch: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    after?: string;
                    /** @default 50 */
                    limit?: number;
                    /** @enum {string} */
                    state?: "pending" | "active" | "suspended" | "refused" | "ended";
                    text: string;
                };
            };
        };
        responses: {
            /** @description Oldest first; a page may have fewer people than requested, or none, and still have a `next` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asOfBlock?: string;
                        items: {
                            address?: string;
                            email?: string;
                            fullName: string;
                            identityVerified: boolean;
                            office?: {
                                address: string;
                                designation: string;
                                specialty: string;
                            };
                            personId: string;
                            phone?: string;
                            reason?: string;
                            /** Format: date-time */
                            registeredAt: string;
                            /** @enum {string} */
                            role: "patient" | "doctor" | "registrar" | "auditor";
                            /** @enum {string} */
                            state: "pending" | "active" | "suspended" | "refused" | "ended";
                            userName: string;
                        }[];
                        next?: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReports: {
        parameters: {
            query: {
                after?: string;
                filter: "own" | "received" | "sent" | "proposed";
                limit?: string;
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asOfBlock?: string;
                        items: {
                            /**
                             * Format: date-time
                             * @description When the stored bytes were found not to match the ledger
                             */
                            alteredAt?: string;
                            author: {
                                designation?: string;
                                fullName?: string;
                                officeAddress?: string;
                                organization: string;
                                personId: string;
                                specialty?: string;
                            };
                            /** @description Block number, decimal */
                            block: string;
                            ciphertextSha256: string;
                            /** @enum {string} */
                            class: "imaging" | "laboratory" | "letter" | "prescription" | "vitals" | "other";
                            consentId?: string;
                            fileName?: string;
                            /** @description Took effect long after the signed time of its act, as the blocks alone show */
                            late: boolean;
                            mediaType?: string;
                            /** @description How you may open it now, by purpose and consent; empty if nothing permits it */
                            openings: {
                                /** @enum {string} */
                                basis: "own" | "author" | "consent";
                                consentId?: string;
                                purposes: ("TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG")[];
                                /** Format: date-time */
                                until?: string;
                            }[];
                            owner: {
                                organization: string;
                                personId: string;
                            };
                            plaintextSha256?: string;
                            /**
                             * Format: date-time
                             * @description When it was proposed, or put into the record by its patient
                             */
                            proposedAt: string;
                            reason?: string;
                            recipient?: {
                                designation?: string;
                                fullName?: string;
                                officeAddress?: string;
                                organization: string;
                                personId: string;
                                specialty?: string;
                            } | {
                                organization: string;
                                /**
                                 * @description Older consents may name patients; these do not permit reading
                                 * @enum {string}
                                 */
                                role: "doctor" | "auditor" | "system" | "patient";
                            };
                            /**
                             * Format: date-time
                             * @description When it entered the record; if it did not, when it was proposed
                             */
                            recordedAt: string;
                            reportId: string;
                            restricted: boolean;
                            size: number;
                            /** @enum {string} */
                            state: "available" | "withdrawn" | "erasing" | "erased" | "waiting" | "expired" | "revoked" | "suspended" | "excluded" | "proposed" | "accepted" | "rejected";
                            title?: string;
                            transactionId: string;
                            /** Format: date-time */
                            until?: string;
                            versionId: string;
                        }[];
                        next?: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReportsReportId: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                reportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        class: "imaging" | "laboratory" | "letter" | "prescription" | "vitals" | "other";
                        excluded?: ({
                            designation?: string;
                            fullName?: string;
                            officeAddress?: string;
                            organization: string;
                            personId: string;
                            specialty?: string;
                        } | {
                            organization: string;
                        })[];
                        owner: {
                            organization: string;
                            personId: string;
                        };
                        readers?: {
                            /** @enum {string} */
                            basis: "author" | "consent";
                            consentId?: string;
                            /** Format: date-time */
                            from?: string;
                            grantee: {
                                designation?: string;
                                fullName?: string;
                                officeAddress?: string;
                                organization: string;
                                personId: string;
                                specialty?: string;
                            } | {
                                organization: string;
                                /**
                                 * @description Older consents may name patients; these do not permit reading
                                 * @enum {string}
                                 */
                                role: "doctor" | "auditor" | "system" | "patient";
                            };
                            purposes?: ("TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG")[];
                            /** @enum {string} */
                            state: "available" | "waiting" | "suspended";
                            /** Format: date-time */
                            until?: string;
                        }[];
                        reportId: string;
                        restricted: boolean;
                        /** @enum {string} */
                        state: "available" | "withdrawn" | "erasing" | "erased";
                        versions: {
                            /**
                             * Format: date-time
                             * @description When the stored bytes were found not to match the ledger
                             */
                            alteredAt?: string;
                            author: {
                                designation?: string;
                                fullName?: string;
                                officeAddress?: string;
                                organization: string;
                                personId: string;
                                specialty?: string;
                            };
                            /** @description Block number, decimal */
                            block: string;
                            ciphertextSha256: string;
                            /** @enum {string} */
                            class: "imaging" | "laboratory" | "letter" | "prescription" | "vitals" | "other";
                            consentId?: string;
                            fileName?: string;
                            /** @description Took effect long after the signed time of its act, as the blocks alone show */
                            late: boolean;
                            mediaType?: string;
                            number?: number;
                            /** @description How you may open it now, by purpose and consent; empty if nothing permits it */
                            openings: {
                                /** @enum {string} */
                                basis: "own" | "author" | "consent";
                                consentId?: string;
                                purposes: ("TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG")[];
                                /** Format: date-time */
                                until?: string;
                            }[];
                            owner: {
                                organization: string;
                                personId: string;
                            };
                            plaintextSha256?: string;
                            /**
                             * Format: date-time
                             * @description When it was proposed, or put into the record by its patient
                             */
                            proposedAt: string;
                            reason?: string;
                            recipient?: {
                                designation?: string;
                                fullName?: string;
                                officeAddress?: string;
                                organization: string;
                                personId: string;
                                specialty?: string;
                            } | {
                                organization: string;
                                /**
                                 * @description Older consents may name patients; these do not permit reading
                                 * @enum {string}
                                 */
                                role: "doctor" | "auditor" | "system" | "patient";
                            };
                            /**
                             * Format: date-time
                             * @description When it entered the record; if it did not, when it was proposed
                             */
                            recordedAt: string;
                            /** @enum {string} */
                            relation: "original" | "replaces" | "appends";
                            reportId: string;
                            restricted: boolean;
                            size: number;
                            /** @enum {string} */
                            state: "available" | "withdrawn" | "erasing" | "erased" | "waiting" | "expired" | "revoked" | "suspended" | "excluded" | "proposed" | "accepted" | "rejected";
                            title?: string;
                            transactionId: string;
                            /** Format: date-time */
                            until?: string;
                            unverified?: string[];
                            versionId: string;
                        }[];
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteReportsReportId: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                reportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Withdrawn */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        receipt: {
                            /** @description Block number, decimal */
                            block: string;
                            transactionId: string;
                        };
                        reportId: string;
                        /** @constant */
                        state: "withdrawn";
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteReportsReportIdVersionsVersionId: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                reportId: string;
                versionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Withdrawn and purged */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        receipt: {
                            /** @description Block number, decimal */
                            block: string;
                            transactionId: string;
                        };
                        reportId: string;
                        /** @constant */
                        state: "withdrawn";
                        versionId: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postReportsReportIdVersionsVersionIdAcceptance: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                reportId: string;
                versionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description MSP ids that an earlier answer named under `othersFit`: accept although their key agents say that their shares do not open */
                    despite?: string[];
                    disclosureId: string;
                };
            };
        };
        responses: {
            /** @description In the record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        receipt: {
                            /** @description Block number, decimal */
                            block: string;
                            transactionId: string;
                        };
                        reportId: string;
                        /** @constant */
                        state: "accepted";
                        /** @description MSP ids of organizations whose key shares could not be checked */
                        unverified: string[];
                        versionId: string;
                        /** @description Those of them whose key agents say that the share does not open, or returned another one */
                        withheld: string[];
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postReportsReportIdVersionsVersionIdRejection: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                reportId: string;
                versionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Rejected and purged */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        receipt: {
                            /** @description Block number, decimal */
                            block: string;
                            transactionId: string;
                        };
                        reportId: string;
                        /** @constant */
                        state: "rejected";
                        versionId: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    /** @enum {string} */
                    transport: "cookie" | "bearer";
                    /** @description Spaces around it are ignored */
                    user: string;
                };
            };
        };
        responses: {
            /** @description The session; a token only for bearer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expiresAt: string;
                        lastLogin: string | null;
                        person: {
                            fullName: string;
                            organization: string;
                            personId: string;
                            /** @enum {string} */
                            role: "patient" | "doctor" | "registrar" | "auditor";
                            /** @enum {string} */
                            state: "pending" | "active" | "suspended" | "refused" | "ended";
                        };
                        token?: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSessionsCurrent: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expiresAt: string;
                        lastLogin: string | null;
                        person: {
                            fullName: string;
                            organization: string;
                            personId: string;
                            /** @enum {string} */
                            role: "patient" | "doctor" | "registrar" | "auditor";
                            /** @enum {string} */
                            state: "pending" | "active" | "suspended" | "refused" | "ended";
                        };
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSessionsCurrent: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Logged out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postSessionsCurrentStepUp: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description The password is right */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTransactionsTransactionId: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                transactionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its state */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        block?: string;
                        /** @enum {string} */
                        state: "pending" | "committed" | "invalid" | "undone";
                        transactionId: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUploads: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description A repetition with the same key and body creates nothing; its answer shows the present state */
                "Idempotency-Key"?: string;
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    basis?: {
                        assignment: string;
                        consent: string;
                    };
                    /** @enum {string} */
                    class: "imaging" | "laboratory" | "letter" | "prescription" | "vitals" | "other";
                    fileName: string;
                    /** @enum {string} */
                    mediaType: "application/pdf" | "image/png" | "image/jpeg";
                    patient?: string;
                    /** @default false */
                    restricted?: boolean;
                    share?: {
                        /** @enum {string} */
                        purpose: "TREAT" | "ETREAT" | "CAREMGT" | "HPAYMT" | "HOPERAT" | "HRESCH" | "PUBHLTH" | "HLEGAL" | "PATRQT" | "FAMRQT" | "BTG";
                        recipient: string;
                        until: string;
                    };
                    size: number;
                    title: string;
                };
            };
        };
        responses: {
            /** @description Send the content now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expiresAt: string;
                        uploadId: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putUploadsUploadIdContent: {
        parameters: {
            query?: {
                /** @description Instead of Medseal-Person, for links and event streams */
                person?: components["parameters"]["PersonQuery"];
            };
            header?: {
                /** @description Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing */
                "Medseal-Person"?: components["parameters"]["PersonHeader"];
            };
            path: {
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
                "application/pdf": unknown;
                "image/jpeg": unknown;
                "image/png": unknown;
            };
        };
        responses: {
            /** @description Stored and recorded on the ledger */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Block number, decimal */
                        block: string;
                        ciphertextSha256: string;
                        objectKey: string;
                        plaintextSha256: string;
                        /** Format: date-time */
                        recordedAt: string;
                        reportId: string;
                        share?: {
                            code?: string;
                            consentId?: string;
                            requestId?: string;
                            /** @enum {string} */
                            state: "granted" | "requested" | "failed";
                        };
                        size: number;
                        /** @enum {string} */
                        state: "accepted" | "proposed";
                        store: string;
                        transactionId: string;
                        versionId: string;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLivez: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        alive: true;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything works */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checks: {
                            detail: string;
                            name: string;
                            /** @description What to do; empty while all is well */
                            remedy: string;
                            /** @enum {string} */
                            state: "ok" | "warn" | "fail";
                        }[];
                        /** @description The same by name, with figures */
                        parts: {
                            [key: string]: {
                                ready: boolean;
                            } & {
                                [key: string]: boolean | number;
                            };
                        };
                        ready: boolean;
                    };
                };
            };
            /** @description Some part does not */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checks: {
                            detail: string;
                            name: string;
                            /** @description What to do; empty while all is well */
                            remedy: string;
                            /** @enum {string} */
                            state: "ok" | "warn" | "fail";
                        }[];
                        /** @description The same by name, with figures */
                        parts: {
                            [key: string]: {
                                ready: boolean;
                            } & {
                                [key: string]: boolean | number;
                            };
                        };
                        ready: boolean;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
