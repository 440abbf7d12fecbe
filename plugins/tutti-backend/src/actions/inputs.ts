import { z } from 'zod/v3';

/** Names as the API has them. */
export const name = z.string().min(1).max(128);

export const application = name.describe('Name of the application');
export const environment = name.describe('Name of the environment');
