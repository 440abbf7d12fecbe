import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A whole portal is rendered per test; a busy machine takes its time.
jest.setTimeout(30_000);
configure({ asyncUtilTimeout: 10_000 });
