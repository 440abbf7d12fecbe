import { Address, compareText } from '../../model';

/** A binary heap: the smallest address comes out first. */
export class AddressHeap {
  readonly #items: Address[] = [];

  push(address: Address): void {
    const items = this.#items;
    let index = items.length;
    items.push(address);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (compareText(items[parent], address) <= 0) break;
      items[index] = items[parent];
      index = parent;
    }
    items[index] = address;
  }

  pop(): Address | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= items.length) break;
      if (
        child + 1 < items.length &&
        compareText(items[child + 1], items[child]) < 0
      ) {
        child++;
      }
      if (compareText(last, items[child]) <= 0) break;
      items[index] = items[child];
      index = child;
    }
    items[index] = last;
    return first;
  }
}
