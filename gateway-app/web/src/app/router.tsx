import type { ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { asProblem, Problem } from '../api/problem.js';
import { followHistory } from '../ui/dialog-history.js';
import { Loading } from '../ui/loading.js';
import { Crash } from './crash.js';
import { NotFound } from './not-found.js';
import { LandingPage, OfRole, SignedIn } from './signed-in.js';

/** Loads a page's code when it is first opened. Code that does not come is not a fault of the page; code that fails is. */
function page(path: string, load: () => Promise<ComponentType>): RouteObject {
  return {
    path,
    lazy: async () => {
      try {
        return { Component: await load() };
      } catch (error) {
        throw lacksStyles(error) ? new Problem('UNREACHABLE', {}, { cause: error }) : asProblem(error);
      }
    },
  };
}

/** What Vite throws when a page's style sheet does not come; for a module that does not come, browsers throw a TypeError. */
function lacksStyles(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Unable to preload CSS');
}

/** The addresses of all pages. */
export const router = createBrowserRouter([
  {
    errorElement: <Crash />,
    HydrateFallback: Loading,
    children: [
      page('/login', async () => (await import('../pages/login/login-page.js')).LoginPage),
      page('/register', async () => (await import('../pages/register/register-page.js')).RegisterPage),
      {
        element: <SignedIn />,
        children: [
          { path: '/', element: <LandingPage /> },
          {
            element: <OfRole />,
            children: [
              page('/record', async () => (await import('../pages/record/record-page.js')).RecordPage),
              page(
                '/record/:reportId',
                async () => (await import('../pages/record/report-page.js')).ReportPage,
              ),
              page(
                '/consents',
                async () => (await import('../pages/consents/consents-page.js')).ConsentsPage,
              ),
              page(
                '/access-log',
                async () => (await import('../pages/access-log/access-log-page.js')).AccessLogPage,
              ),
              page('/share', async () => (await import('../pages/share/share-page.js')).SharePage),
              page('/files', async () => (await import('../pages/files/files-page.js')).FilesPage),
              page(
                '/patients',
                async () => (await import('../pages/patients/patients-page.js')).PatientsPage,
              ),
              page(
                '/patients/chosen',
                async () => (await import('../pages/patients/patient-page.js')).PatientPage,
              ),
              page(
                '/front-desk',
                async () => (await import('../pages/front-desk/front-desk-page.js')).FrontDeskPage,
              ),
              page(
                '/compliance',
                async () => (await import('../pages/compliance/compliance-page.js')).CompliancePage,
              ),
              page('/ledger', async () => (await import('../pages/ledger/ledger-page.js')).LedgerPage),
              page(
                '/ledger/blocks/:number',
                async () => (await import('../pages/ledger/block-page.js')).BlockPage,
              ),
              page(
                '/ledger/transactions/:transactionId',
                async () => (await import('../pages/ledger/transaction-page.js')).TransactionPage,
              ),
            ],
          },
          page('/me', async () => (await import('../pages/me/me-page.js')).MePage),
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);

followHistory(router);
