import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A whole portal is rendered per test; a busy machine takes its time.
jest.setTimeout(180_000);
configure({ asyncUtilTimeout: 30_000 });

// jsdom lays nothing out; the editor asks where its text is all the same.
Range.prototype.getClientRects = () =>
  document.createElement('div').getClientRects();
Range.prototype.getBoundingClientRect = () => new DOMRect();

// What classes say of an element's look is no matter of these tests, and to work it out takes most of the
// time of a query by role.
window.getComputedStyle = element =>
  element instanceof HTMLElement
    ? element.style
    : document.createElement('div').style;
