// Where the log is scrolled to: the question on top, the growing answer in sight, unless the reader
// has scrolled away.

const NEAR_PX = 32;
const AWAY_KEYS = ["ArrowUp", "PageUp", "Home"];

export class LogScroll {
  constructor({ log, turns, jump }) {
    this.log = log;
    this.turns = turns;
    this.jump = jump;
    this.isFollowing = true;
    this.top = 0; // Where we have scrolled to, or are scrolling to.
    new ResizeObserver(() => this.update()).observe(turns);
    new ResizeObserver(() => this.update()).observe(log);
    log.addEventListener("wheel", (event) => event.deltaY < 0 && this.leave(), { passive: true });
    log.addEventListener("touchmove", () => this.leave(), { passive: true });
    log.addEventListener("keydown", (event) => AWAY_KEYS.includes(event.key) && this.leave());
    log.addEventListener("scroll", () => this.noticeScroll(), { passive: true });
    document.addEventListener("scroll", () => this.noticeScroll(), { passive: true });
    jump.addEventListener("click", () => this.jumpToLatest());
  }

  /** Bring the newest question to the top and follow its answer from there. */
  pin({ isSmooth = true } = {}) {
    this.isFollowing = true;
    this.scrollTo(this.target(), isSmooth);
    this.showJump();
  }

  /** Keep the end of the growing answer in sight; never moves back up. */
  update() {
    const target = this.target();
    if (this.isFollowing && target > this.top) this.scrollTo(target, false);
    this.showJump();
  }

  leave() {
    this.isFollowing = false;
    this.showJump();
  }

  noticeScroll() {
    const { scrollTop } = this.box;
    // A text that shrinks takes the place along; that is no reader who scrolls away.
    this.top = Math.min(this.top, this.limit);
    if (this.isFollowing && this.isSettled && scrollTop < this.top - NEAR_PX) this.leave();
    if (!this.isFollowing && Math.abs(scrollTop - this.target()) < NEAR_PX / 4) {
      this.isFollowing = true;
      this.top = scrollTop;
    }
    if (Math.abs(scrollTop - this.top) < 2) this.isSettled = true;
    this.showJump();
  }

  jumpToLatest() {
    this.pin();
    this.log.focus({ preventScroll: true });
  }

  scrollTo(top, isSmooth) {
    this.top = Math.min(top, this.limit);
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.isSettled = false;
    this.box.scrollTo({ top, behavior: isSmooth && !isCalm ? "smooth" : "instant" });
    if (Math.abs(this.box.scrollTop - this.top) < 2) this.isSettled = true;
  }

  /** What scrolls: the log, or the whole page where the window is very low (chat.css). */
  get box() {
    const isLog = getComputedStyle(this.log).overflowY !== "visible";
    return isLog ? this.log : document.scrollingElement;
  }

  get limit() {
    return this.box.scrollHeight - this.box.clientHeight;
  }

  /** The question at the top, or the end of the answer at the bottom, whichever is lower. */
  target() {
    const turn = this.lastTurn;
    if (!turn) return 0;
    return Math.max(0, this.offset(turn), this.contentEnd - this.box.clientHeight);
  }

  get lastTurn() {
    return this.turns.querySelector(".turn:last-of-type");
  }

  get contentEnd() {
    const answer = this.lastTurn?.querySelector(".answer");
    if (!answer) return 0;
    const padding = parseFloat(getComputedStyle(this.log).scrollPaddingBottom) || 0;
    return this.offset(answer) + answer.offsetHeight + padding;
  }

  offset(element) {
    const { box } = this;
    const start = box === this.log ? box.getBoundingClientRect().top : 0;
    return element.getBoundingClientRect().top - start + box.scrollTop;
  }

  showJump() {
    const below = this.contentEnd - (this.box.scrollTop + this.box.clientHeight);
    this.jump.hidden = this.isFollowing || below < NEAR_PX;
  }
}
