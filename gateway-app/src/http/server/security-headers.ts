import { randomBytes } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** The API's answers may load nothing, and no one may frame them. Pages replace the policy with their own. */
export function apiHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
}

/** What browsers could let a page use; all is off except the camera, which reads the code on a card, and copying. */
const permissions = {
  camera: '(self)',
  'clipboard-write': '(self)',
  ...Object.fromEntries(
    [
      'accelerometer',
      'autoplay',
      'browsing-topics',
      'clipboard-read',
      'compute-pressure',
      'display-capture',
      'encrypted-media',
      'fullscreen',
      'gamepad',
      'geolocation',
      'gyroscope',
      'hid',
      'identity-credentials-get',
      'idle-detection',
      'keyboard-map',
      'local-fonts',
      'magnetometer',
      'microphone',
      'midi',
      'otp-credentials',
      'payment',
      'picture-in-picture',
      'publickey-credentials-create',
      'publickey-credentials-get',
      'screen-wake-lock',
      'serial',
      'storage-access',
      'usb',
      'window-management',
      'xr-spatial-tracking',
    ].map((feature) => [feature, '()']),
  ),
};

const permissionsPolicy = Object.entries(permissions)
  .map(([feature, allowed]) => `${feature}=${allowed}`)
  .join(', ');

/** A value for one answer that no one can guess: 128 bits (CSP 3, 7.1). */
export function newNonce(): string {
  return randomBytes(16).toString('base64');
}

/**
 * Headers of the pages and of their scripts and styles, which come from this origin; workers obey the policy of their
 * own script. With a nonce, style elements that carry it are allowed, too: the component library writes its theme into
 * such elements.
 */
export function setPageHeaders(response: Response, nonce?: string): void {
  const styles = nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`;
  response.setHeader(
    'content-security-policy',
    [
      "default-src 'none'",
      "script-src 'self'",
      `style-src ${styles}`,
      "img-src 'self' blob: data:",
      "font-src 'self'",
      "connect-src 'self'",
      "worker-src 'self'",
      "manifest-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; '),
  );
  response.setHeader('permissions-policy', permissionsPolicy);
}
