import type { paths } from './schema.js';

/** The JSON of a call's successful answer. */
type Answer<Operation> = Operation extends { responses: infer Responses }
  ? { [Status in keyof Responses & (200 | 201)]: Json<Responses[Status]> }[keyof Responses & (200 | 201)]
  : never;
type Json<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : never;
type Body<Operation> = Operation extends { requestBody?: { content: { 'application/json': infer Given } } }
  ? Given
  : never;
type Item<List> = List extends { items: readonly (infer Each)[] } ? Each : never;

type Get<Path extends keyof paths> = Answer<paths[Path]['get']>;
type Post<Path extends keyof paths> = Answer<paths[Path]['post']>;

/** The names that pages use for the API's types. */
export type Session = Get<'/api/v1/sessions/current'>;
export type Role = Session['person']['role'];
export type ReportItem = Item<Get<'/api/v1/reports'>>;
export type ReportDetail = Get<'/api/v1/reports/{reportId}'>;
export type ConsentItem = Item<Get<'/api/v1/consents'>>;
export type RequestItem = Item<Get<'/api/v1/permission-requests'>>;
export type AssignmentItem = Item<Get<'/api/v1/assignments'>>;
export type DisclosureItem = Item<Get<'/api/v1/disclosures'>>;
export type RegistrationItem = Item<Get<'/api/v1/registrations'>>;
export type Preferences = Get<'/api/v1/preferences'>;
export type BlockItem = Item<Get<'/api/v1/ledger/blocks'>>;
export type TransactionDetail = Get<'/api/v1/ledger/transactions/{transactionId}'>;
export type TransactionItem = Item<Get<'/api/v1/ledger/transactions'>>;
export type OrganizationHeight = Item<Get<'/api/v1/ledger/heights'>>;
export type Receipt = Extract<
  paths['/api/v1/uploads/{uploadId}/content']['put']['responses'][201]['content']['application/json'],
  object
>;
export type Disclosed = Post<'/api/v1/disclosures'>;
export type AuditAnswer = Post<'/api/v1/audit/events/search'>;
export type AuditItem = Item<AuditAnswer>;
/** An auditor's question as the patient sees it. */
export type AuditedQuery = Item<Get<'/api/v1/audit/queries'>>;
export type RegistrationForm = Body<paths['/api/v1/registrations']['post']>;
export type Registered = Post<'/api/v1/registrations'>;
export type Announcement = Body<paths['/api/v1/uploads']['post']>;
export type PreferencesWish = Body<paths['/api/v1/preferences']['put']>;
export type ConsentWish = Body<paths['/api/v1/consents']['post']>;
export type AuditHistory = Get<'/api/v1/audit/history'>;
export type HistoryItem = Item<AuditHistory>;
export type AccountingRequest = Body<paths['/api/v1/audit/accounting']['post']>;
export type EventFilter = Body<paths['/api/v1/audit/events/search']['post']>;

type Found = Post<'/api/v1/people/search'>;
/** A doctor in the results of a search. */
export type FoundDoctor = Item<Found>;

export type Purpose = ConsentWish['purposes'][number];
export type ReportClass = Announcement['class'];
export type MediaType = Announcement['mediaType'];
export type Permission = ConsentWish['permission'];
export type EventKind = AuditItem['kind'];
/** The grantee of a consent, as lists name it. */
export type Grantee = ConsentItem['grantee'];
/** Whom a patient excludes, as a report names it. */
export type Excluded = NonNullable<ReportDetail['excluded']>[number];
