import Books

/// Tells from looks at a rules directory when its files rest, so that no half of a change is taken. Knows no clock:
/// instants are distances on one that never goes back.
struct Settling: Sendable {
  enum Step: Equatable, Sendable {
    /// Nothing is going on.
    case rest
    /// Something changed a short while ago: look again after `lookAgain`.
    case wait
    /// The files rest: read them. Those named are gone or much smaller than they were.
    case read(losses: [String])
  }

  private let settle: Duration
  /// What the files looked like when they were last read.
  private(set) var lastRead: BookLook
  private var lastSeen: BookLook
  /// What is going on: when the first change was seen, and the latest.
  private var changes: (began: Duration, latest: Duration)?
  /// Whether the system told of the latest change, and so when it was; what a look shows is older than the look.
  private var isTimed = false
  /// Whether the system told of a change since the latest look.
  private var isNoticed = false
  private var isTold = false
  /// What changed between the looks since it began, by path.
  private(set) var changing: Set<String> = []
  /// Whether the latest look saw a file that is not closed.
  private var isHeldOpen = false

  /// - Parameters:
  ///   - settle: how long nothing may change before files are read.
  ///   - lastRead: what the files looked like when the book at work was read.
  init(settle: Duration, lastRead: BookLook) {
    self.settle = settle
    self.lastRead = lastRead
    lastSeen = lastRead
  }

  /// How soon the next look has to be while something is going on.
  var lookAgain: Duration {
    // A file may be held open for hours: no reason to look at all others so often.
    isTold && isHeldOpen ? .seconds(1) : min(max(settle / 4, .milliseconds(10)), .seconds(1))
  }

  /// How soon the next look has to be while something is going on: at the latest when the files may have come to rest.
  func nextLook(after now: Duration) -> Duration {
    guard let changes, isTimed, !isHeldOpen else { return lookAgain }
    let rest = changes.latest + quiet - now
    return rest > .zero ? min(lookAgain, rest) : lookAgain
  }

  /// How long nothing may have changed. A quarter more where only looks show it, as a change may be older than the look
  /// that shows it and the next one as much later; else a little, for notices that are on their way.
  private var quiet: Duration { settle + (isTimed ? settle / 50 : settle / 4) }

  var isGoingOn: Bool { changes != nil }

  /// The system told of a change of some file of the book, which was just now.
  mutating func note(at now: Duration) {
    change(at: now)
    isTimed = true
    isNoticed = true
  }

  private mutating func change(at now: Duration) {
    changes = (changes?.began ?? now, now)
    isTimed = false
    isHeldOpen = false
  }

  /// - Parameters:
  ///   - began: when the look began: a file may have changed right after it was looked at.
  ///   - ended: when it ended.
  ///   - isWriting: whether the system told of a file that is written and not yet closed.
  mutating func look(_ look: BookLook, from began: Duration, to ended: Duration, isWriting: Bool) -> Step {
    // What it shows, the system may have told of.
    if look != lastSeen ? !isNoticed : changes == nil && (isWriting || look != lastRead) { change(at: ended) }
    isNoticed = false
    if look != lastSeen { changing.formUnion(look.differences(from: lastSeen)) }
    lastSeen = look
    isHeldOpen = isWriting
    guard let changes else { return .rest }
    guard !isWriting, began - changes.latest >= quiet else { return .wait }
    let losses = look.losses(since: lastRead)
    return losses.isEmpty || began - changes.latest >= settle * 10 ? .read(losses: losses) : .wait
  }

  /// The files were read, and looked like this then.
  mutating func finish(_ look: BookLook) {
    lastRead = look
    lastSeen = look
    changes = nil
    isTold = false
    changing = []
  }

  /// The files changed while they were being read.
  mutating func restart(at now: Duration) { change(at: now) }

  /// True once for all that is going on, where the files have not come to rest for a minute.
  mutating func isUnsettled(at now: Duration) -> Bool {
    guard let changes, !isTold, now - changes.began >= max(.seconds(60), settle * 12) else { return false }
    isTold = true
    return true
  }
}
