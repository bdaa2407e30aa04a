const FIRST_CAPACITY = 4;

/** A list of integers of 32 bits that grows: four bytes each. */
export class NumberList {
  #numbers = new Int32Array(FIRST_CAPACITY);
  #length = 0;

  static of(numbers: Iterable<number>): NumberList {
    const list = new NumberList();
    for (const number of numbers) list.push(number);
    return list;
  }

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Int32Array(this.#length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length] = number;
    this.#length += 1;
  }

  /** The numbers so far. No copy: what is pushed later is not among them. Do not write to it. */
  soFar(): Int32Array {
    return this.#numbers.subarray(0, this.#length);
  }
}
