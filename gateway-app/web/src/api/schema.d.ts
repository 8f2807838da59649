// Made from the gateway's OpenAPI document by api-types.mjs: do not edit.
export interface paths {
    "/api/v1/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose gateway this is, and what its forms need */
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
        /** Assignments of the patient, of the doctor, or of the registrar’s hospital, whose own patients are named */
        get: operations["getAssignments"];
        put?: never;
        /** Let a doctor of any hospital treat a verified patient of this one, for a time */
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
        /** Accounting of disclosures: every reading and refusal of a patient’s reports in a period */
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
        /** Search what happened, newest first; the question itself is recorded on the ledger */
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
        /** All events that fit, as CSV or one JSON object to a line; headers say where the question is recorded */
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
        /** Every state of a version and its proposal, read from the blocks of the own peer */
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
        /** Auditors’ questions that named me, or a version of one of my reports */
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
        /** Consents that one gave or received */
        get: operations["getConsents"];
        put?: never;
        /** Permit a person or an organization to read reports, or a doctor to add some */
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
        /** Revoke a consent; it bites at the next reading and cuts running ones */
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
        /** Who read my record, or what I read; refusals too */
        get: operations["getDisclosures"];
        put?: never;
        /** Record a reading on the ledger; a refusal is recorded too and answers 403 with its id */
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
        /** An own reading, and whether it would be permitted now: what is open closes when it would not */
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
        /** The report that a permitted disclosure opens */
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
        /** The stored bytes, to compare their SHA-256 with the ledger’s */
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
        /** Server-sent events: `change` with {"block", "topics"} names what may have to be asked for anew (without `block` where none made the change, as when stored bytes were found altered), `ended` that the session is over */
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
        /** Blocks, newest first; `before` a number, or the newest one at a time */
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
        /** One block with its transactions */
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
        /** Recomputes header hashes over all blocks or a range; intact, or the first broken block */
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
        /** Transactions that wrote about one of my own reports, newest first */
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
        /** One transaction; its keys are shown to auditors and to who made it */
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
        /** Suspend a person on the ledger, at once */
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
        /** Find doctors of all hospitals by what they publish, or a person by exact id without a name */
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
        /** Requests to the patient; for a doctor the own ones */
        get: operations["getPermissionRequests"];
        put?: never;
        /** Ask a patient to permit something to oneself or to another doctor */
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
        /** Take a request back */
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
        /** Grant what is asked, perhaps for a shorter time, or refuse it */
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
        /** The emergency half, and who is kept out */
        get: operations["getPreferences"];
        /** Replace the preferences; exclusions bite at once, whatever a consent permits */
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
        /** People of this organization in a state, for its registrar */
        get: operations["getRegistrations"];
        put?: never;
        /** Register as a patient or doctor of this hospital */
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
        /** Approve a pending doctor on the ledger */
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
        /** Record on the ledger that this person’s identity was checked */
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
        /** Refuse a pending doctor on the ledger; the reason stays here */
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
        /** People of this organization by words of user name, full name or person id, for its registrar */
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
        /** Reports of one’s own record, received from patients, given to others, or proposed */
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
        /** A report with its versions; its patient also sees who may read it */
        get: operations["getReportsReportId"];
        put?: never;
        post?: never;
        /** Take a report out of the own record: nobody reads it any more */
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
        /** Take an own proposal back before it is decided */
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
        /** Turn a proposal away; the reason is for its author alone */
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
        /** Log in with user name or person id and password */
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
        /** The own session, with the state that the ledger shows now */
        get: operations["getSessionsCurrent"];
        put?: never;
        post?: never;
        /** Log out: the session ends on the server */
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
        /** Give the password again, for sensitive acts */
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
        /** Announce a report for a record; its content follows */
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
        /** State of every part: peer, orderer, agents, store, database, projection */
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
            /** @enum {string} */
            code: "INVALID" | "UNAUTHENTICATED" | "STEP_UP_REQUIRED" | "FORBIDDEN" | "NO_PERMISSION" | "NOT_ASSIGNED" | "NOT_ACTIVE" | "EXPIRED" | "BAD_SIGNATURE" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "CONFLICT" | "TOO_LARGE" | "WRONG_TYPE" | "KEY_REUSED" | "ON_HOLD" | "TOO_MANY" | "INTERNAL" | "INTEGRITY" | "UNAVAILABLE" | "OUTCOME_UNKNOWN" | "STORE_FULL";
            detail: string;
            disclosureId?: string;
            errors?: {
                detail: string;
                pointer: string;
            }[];
            organizations?: string[];
            requestId: string;
            status: number;
            title: string;
            transactionId?: string;
            type: string;
        };
    };
    responses: never;
    parameters: never;
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
                        /** @description Is there a registrar or an auditor yet */
                        hasStaff: boolean;
                        idleMinutes: number;
                        /** @enum {string} */
                        kind: "hospital" | "regulator";
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
                state?: "active" | "ended";
            };
            header?: never;
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
                                fullName?: string;
                                organization: string;
                                personId: string;
                            };
                            from: string;
                            patient: {
                                fullName?: string;
                                organization: string;
                                personId: string;
                            };
                            state: string;
                            transactionId: string;
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
            query?: never;
            header?: {
                /** @description A repetition with the same key and body creates nothing; it is answered from the present state */
                "Idempotency-Key"?: string;
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
            query?: never;
            header?: never;
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
            query?: never;
            header?: never;
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
                            from?: string;
                            function: string;
                            grantee?: {
                                organization?: string;
                                personId?: string;
                            };
                            /** @enum {string} */
                            kind: "reading" | "refusal" | "consent" | "revocation" | "request" | "decision" | "proposal" | "acceptance" | "rejection" | "withdrawal" | "assignment" | "suspension" | "registration" | "preferences" | "query";
                            outcome?: string;
                            permission?: string;
                            purposes?: string[];
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
            query?: never;
            header?: never;
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
                    kinds?: ("reading" | "refusal" | "consent" | "revocation" | "request" | "decision" | "proposal" | "acceptance" | "rejection" | "withdrawal" | "assignment" | "suspension" | "registration" | "preferences" | "query")[];
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
                            from?: string;
                            function: string;
                            grantee?: {
                                organization?: string;
                                personId?: string;
                            };
                            /** @enum {string} */
                            kind: "reading" | "refusal" | "consent" | "revocation" | "request" | "decision" | "proposal" | "acceptance" | "rejection" | "withdrawal" | "assignment" | "suspension" | "registration" | "preferences" | "query";
                            outcome?: string;
                            permission?: string;
                            purposes?: string[];
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
            query?: never;
            header?: never;
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
                    kinds?: ("reading" | "refusal" | "consent" | "revocation" | "request" | "decision" | "proposal" | "acceptance" | "rejection" | "withdrawal" | "assignment" | "suspension" | "registration" | "preferences" | "query")[];
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
                version: string;
            };
            header?: never;
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
                            /** @description SHA-256 of the record as the block has it, hex */
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
            };
            header?: never;
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
                state?: "active" | "revoked";
            };
            header?: never;
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
                            from: string;
                            grantee: {
                                fullName?: string;
                                organization: string;
                                personId: string;
                            } | {
                                organization: string;
                                /** @enum {string} */
                                role?: "patient" | "doctor" | "registrar" | "auditor";
                            };
                            patient: {
                                organization: string;
                                personId: string;
                            };
                            permission: string;
                            purposes: string[];
                            scope: {
                                reports: string[];
                            } | {
                                /** @constant */
                                all: true;
                            };
                            state: string;
                            transactionId: string;
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
            query?: never;
            header?: {
                /** @description A repetition with the same key and body creates nothing; it is answered from the present state */
                "Idempotency-Key"?: string;
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
                        role?: "patient" | "doctor" | "registrar" | "auditor";
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
                            role?: "patient" | "doctor" | "registrar" | "auditor";
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
            query?: never;
            header?: never;
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
                report?: string;
                to?: string;
                view: "mine" | "of-me";
            };
            header?: never;
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
                            at: string;
                            basis?: {
                                id?: string;
                                /** @enum {string} */
                                kind: "own" | "author" | "consent";
                            };
                            /** @description Block number, decimal */
                            block: string;
                            disclosureId: string;
                            /** @enum {string} */
                            outcome: "permit" | "refuse";
                            purpose: string;
                            reader: {
                                fullName?: string;
                                organization: string;
                                personId: string;
                            };
                            reason?: string;
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
            query?: never;
            header?: {
                /** @description A repetition with the same key and body creates nothing; it is answered from the present state */
                "Idempotency-Key"?: string;
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
            query?: never;
            header?: never;
            path: {
                disclosureId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reading as it stands */
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
            query?: never;
            header?: never;
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
            query?: never;
            header?: never;
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
            query?: never;
            header?: never;
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
            };
            header?: never;
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
                             * @description Time of the first transaction; blocks carry none
                             */
                            at?: string;
                            /** @description SHA-256, hex */
                            dataHash: string;
                            /** @description SHA-256, hex */
                            headerHash: string;
                            /** @description Recomputed header hash and previous hash fit */
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
            query?: never;
            header?: never;
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
                             * @description Time of the first transaction; blocks carry none
                             */
                            at?: string;
                            /** @description SHA-256, hex */
                            dataHash: string;
                            /** @description SHA-256, hex */
                            headerHash: string;
                            /** @description Recomputed header hash and previous hash fit */
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
                            /** Format: date-time */
                            at: string;
                            /** @description Block number, decimal */
                            block: string;
                            endorsers: string[];
                            function: string;
                            keysWritten: number;
                            organization: string;
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
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What recomputing showed */
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
            query?: never;
            header?: never;
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
                report: string;
            };
            header?: never;
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
                            /** Format: date-time */
                            at: string;
                            /** @description Block number, decimal */
                            block: string;
                            endorsers: string[];
                            function: string;
                            keysWritten: number;
                            organization: string;
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
            query?: never;
            header?: never;
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
                        /** Format: date-time */
                        at: string;
                        /** @description Block number, decimal */
                        block: string;
                        endorsers: string[];
                        function: string;
                        keys?: {
                            collection?: string;
                            /** @description SHA-256, hex */
                            keyHash: string;
                            /** @enum {string} */
                            kind: "put" | "delete" | "purge";
                        }[];
                        keysWritten: number;
                        organization: string;
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
            query?: never;
            header?: never;
            path: {
                personId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Suspended; no receipt where it was so already */
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
            query?: never;
            header?: never;
            path: {
                personId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Active; no receipt where it was so already, as after an end that came by itself */
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
            query?: never;
            header?: never;
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
                state?: "pending" | "granted" | "refused" | "withdrawn";
            };
            header?: never;
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
                                fullName?: string;
                                organization: string;
                                personId: string;
                            };
                            grantee: {
                                fullName?: string;
                                organization: string;
                                personId: string;
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
                            state: string;
                            transactionId: string;
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
            query?: never;
            header?: {
                /** @description A repetition with the same key and body creates nothing; it is answered from the present state */
                "Idempotency-Key"?: string;
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
            query?: never;
            header?: never;
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
            query?: never;
            header?: never;
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
            query?: never;
            header?: never;
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
                                fullName?: string;
                                organization: string;
                                person: string;
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
            query?: never;
            header?: never;
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
            /** @description As they are now */
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
                state: "pending" | "active" | "suspended" | "refused" | "ended";
            };
            header?: never;
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
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address: string;
                    /** Format: email */
                    email: string;
                    emergencyHalf?: boolean;
                    fullName: string;
                    office?: {
                        address: string;
                        designation: string;
                        specialty: string;
                    };
                    password: string;
                    phone: string;
                    /** @enum {string} */
                    role: "patient" | "doctor";
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
                        recoveryCode: string;
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
            query?: never;
            header?: never;
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
            query?: never;
            header?: never;
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
            query?: never;
            header?: never;
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
            query?: never;
            header?: never;
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
            /** @description Oldest first; a page may hold fewer than asked for, or nobody, and still have a `next` */
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
            };
            header?: never;
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
                             * @description When the stored bytes were found not to fit the ledger
                             */
                            alteredAt?: string;
                            author: {
                                fullName?: string;
                                organization: string;
                                personId: string;
                            };
                            /** @description Block number, decimal */
                            block: string;
                            ciphertextSha256: string;
                            class: string;
                            consentId?: string;
                            fileName?: string;
                            mediaType?: string;
                            owner: {
                                organization: string;
                                personId: string;
                            };
                            plaintextSha256?: string;
                            reason?: string;
                            recipient?: {
                                fullName?: string;
                                organization: string;
                                personId: string;
                            } | {
                                organization: string;
                                /** @enum {string} */
                                role?: "patient" | "doctor" | "registrar" | "auditor";
                            };
                            recordedAt: string;
                            reportId: string;
                            restricted: boolean;
                            size: number;
                            state: string;
                            title?: string;
                            transactionId: string;
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
            query?: never;
            header?: never;
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
                        class: string;
                        excluded?: ({
                            fullName?: string;
                            organization: string;
                            personId: string;
                        } | {
                            organization: string;
                            /** @enum {string} */
                            role?: "patient" | "doctor" | "registrar" | "auditor";
                        })[];
                        owner: {
                            organization: string;
                            personId: string;
                        };
                        readers?: {
                            /** @enum {string} */
                            basis: "author" | "consent";
                            consentId?: string;
                            from?: string;
                            grantee: {
                                fullName?: string;
                                organization: string;
                                personId: string;
                            } | {
                                organization: string;
                                /** @enum {string} */
                                role?: "patient" | "doctor" | "registrar" | "auditor";
                            };
                            purposes?: string[];
                            until?: string;
                        }[];
                        reportId: string;
                        restricted: boolean;
                        state: string;
                        versions: {
                            /**
                             * Format: date-time
                             * @description When the stored bytes were found not to fit the ledger
                             */
                            alteredAt?: string;
                            author: {
                                fullName?: string;
                                organization: string;
                                personId: string;
                            };
                            /** @description Block number, decimal */
                            block: string;
                            ciphertextSha256: string;
                            class: string;
                            consentId?: string;
                            fileName?: string;
                            mediaType?: string;
                            number?: number;
                            owner: {
                                organization: string;
                                personId: string;
                            };
                            plaintextSha256?: string;
                            reason?: string;
                            recipient?: {
                                fullName?: string;
                                organization: string;
                                personId: string;
                            } | {
                                organization: string;
                                /** @enum {string} */
                                role?: "patient" | "doctor" | "registrar" | "auditor";
                            };
                            recordedAt: string;
                            relation: string;
                            reportId: string;
                            restricted: boolean;
                            size: number;
                            state: string;
                            title?: string;
                            transactionId: string;
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
            query?: never;
            header?: never;
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
            query?: never;
            header?: never;
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
            query?: never;
            header?: never;
            path: {
                reportId: string;
                versionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
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
                        unverified: string[];
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
    postReportsReportIdVersionsVersionIdRejection: {
        parameters: {
            query?: never;
            header?: never;
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
            query?: never;
            header?: never;
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
            query?: never;
            header?: never;
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
            query?: never;
            header?: never;
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
            query?: never;
            header?: never;
            path: {
                transactionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it stands */
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
            query?: never;
            header?: {
                /** @description A repetition with the same key and body creates nothing; it is answered from the present state */
                "Idempotency-Key"?: string;
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
            query?: never;
            header?: never;
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
