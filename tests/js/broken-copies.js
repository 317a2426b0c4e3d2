/** Copies that lack one safeguard each: whatever tests a `Copy` must find them out. */

import { Copy } from "../../editorial/static/editorial/apply.js";

export class TakesAnyVersion extends Copy {
  isNewer() {
    return true;
  }
}

export class ForgetsWithdrawn extends Copy {
  remember(item) {
    if (item.html === null) this.versions.delete(item.id);
    else super.remember(item);
  }
}

export class TakesAnyStory extends Copy {
  isNewerStory() {
    return true;
  }
}

export class TakesAnyStatus extends Copy {
  apply(answer, page) {
    super.apply(answer, page);
    page.showStatus(answer.status);
  }
}

export class LosesItsPlace extends Copy {
  apply(answer, page) {
    super.apply(answer, page);
    this.cursor = answer.to;
  }
}

export class SkipsGaps extends Copy {
  verdict(answer) {
    const verdict = super.verdict(answer);
    return verdict === "gap" ? "apply" : verdict;
  }
}

export class MixesHistories extends Copy {
  verdict(answer) {
    return super.verdict({ ...answer, epoch: this.epoch });
  }
}
