/** Ids of rules that other rooms treat apart from the rest: their findings stand for verdicts on expectations. */

/** An expected call was not made (verdict `missing`). */
export const MISSING_CALL = 'flow/missing-call';

/** An expected call came after its window (verdict `late`). */
export const LATE_CALL = 'flow/late-call';

/** A call was answered and not accepted. */
export const REFUSED_CALL = 'answer/status';

/** A call was answered with a status that counts as accepted, and a body that does not. */
export const REFUSED_IN_BODY = 'answer/body';

/** The capture cannot tell whether an expected call was made (verdict `inconclusive`). */
export const INCONCLUSIVE_CALL = 'flow/inconclusive';
