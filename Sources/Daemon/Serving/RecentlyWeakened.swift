import Diagnostics
import Rules
import Time

/// What keeps less from people than under a rule book that served within the last day: a later save does not hide it, and
/// what was put back is no part of it.
struct RecentlyWeakened: Sendable {
  struct Entry: Sendable {
    let safeguard: WeakenedSafeguard
    /// When the change that weakened it served.
    let at: Instant
  }

  /// How long a change is told.
  static let span = TimeSpan.day

  /// So many books are kept: who weakens something more often within a day finds the changes between in the log.
  private static let most = 8

  /// A book after which something was weakened.
  struct Baseline: Sendable {
    let book: RuleBook
    let files: [SourceFile]
    /// When the next one served.
    let at: Instant
  }

  /// The oldest first.
  private var baselines: [Baseline] = []
  /// The revisions that served within a day, and until when.
  private var served: [(revision: String, until: Instant)] = []
  /// The newest first; each subject once.
  private(set) var entries: [Entry] = []

  /// From which a daemon goes on that is started again; nil where nothing is told.
  var oldest: Baseline? { baselines.first }

  init() {}

  /// What a book that serves at a start still weakens against one that served before it.
  init(since baseline: Baseline, under book: RuleBook) {
    baselines = [baseline]
    note([], from: book, to: book, at: baseline.at)
    served = []
  }

  /// - Parameters:
  ///   - weakened: what the change from one book to the next weakened.
  ///   - files: of the book before.
  mutating func note(
    _ weakened: [WeakenedSafeguard], from previous: RuleBook, of files: [SourceFile] = [],
    to next: RuleBook, at now: Instant
  ) {
    let known = Dictionary(
      entries.map { ($0.safeguard.subject, $0) }, uniquingKeysWith: { first, _ in first })
    var weakened = weakened
    // What is put back byte by byte is no change, whatever was between.
    if let undone = baselines.firstIndex(where: {
      $0.book.revision == next.revision && $0.at > now - Self.span
    }) {
      baselines.removeSubrange(undone...)
      weakened = []
    }
    var seen: Set<String> = []
    var found: [Entry] = []
    func add(_ safeguards: [WeakenedSafeguard]) {
      for safeguard in safeguards where seen.insert(safeguard.subject).inserted {
        let before = known[safeguard.subject]
        let isKnown = before?.safeguard.words == safeguard.words
        found.append(Entry(safeguard: safeguard, at: isKnown ? before?.at ?? now : now))
      }
    }
    baselines = baselines.filter { baseline in
      guard baseline.at > now - Self.span else { return false }
      let still = WeakenedSafeguard.all(from: baseline.book, to: next)
      add(still)
      return !still.isEmpty
    }
    add(weakened)
    // What was tried and taken back is told once: the book of before is in force again.
    let isBack = served.contains { $0.revision == next.revision && $0.until > now - Self.span }
    if !weakened.isEmpty, !isBack, baselines.count < Self.most {
      baselines.append(Baseline(book: previous, files: files, at: now))
    }
    served = served.filter { $0.until > now - Self.span } + [(previous.revision, now)]
    let (new, old) = (found.filter { $0.at == now }, found.filter { $0.at != now })
    entries = new + old.sorted { $0.at > $1.at }
  }

  /// What is told at an instant: the changes of a day, and the last change for as long as it is the last one.
  func told(at now: Instant, lastChange: Instant?) -> [Entry] {
    entries.filter { $0.at > now - Self.span || $0.at == lastChange }
  }
}
