/** The folder with OpenTofu and its providers; where it is not, tests with the real tool are skipped, loudly. */
export const TOFU_ASSETS = process.env.TOFU_ASSETS;

if (!TOFU_ASSETS) {
  // eslint-disable-next-line no-console
  console.warn(
    'TOFU_ASSETS is not set: the driver is NOT tested with OpenTofu.',
  );
}

export const describeTofu = TOFU_ASSETS ? describe : describe.skip;
