package import Decisions
import JSON
import System
package import Time

extension LogSearch {
  /// What a decision shows that the history of its daemon knew by then.
  package struct Knowledge: Sendable {
    package let decision: DecisionID
    /// Its id, or the hash of it.
    package let journey: String
    package let recorded: Instant
    /// Whether it reserved anything, so that a contact of it was on disk before its line.
    package let isReserved: Bool
    /// The opt-outs that were considered; of decisions that reserve nothing, since those go by none but the journey's own.
    package let withdrawals: [Withdrawal]

    package struct Withdrawal: Sendable {
      package let channel: String
      package let at: Instant
    }
  }

  /// What the newest decisions show that were recorded after an instant, the newest first; not of journeys that are about
  /// to be erased, nor of a log under another key. Of a long log no more than the end is read, and what cannot be read
  /// shows nothing.
  ///
  /// - Parameter key: the history's.
  package static func newestKnowledge(
    in folder: LogFolder, after instant: Instant, under key: [UInt8]
  ) -> [Knowledge] {
    guard folder.exists, let names = try? folder.files() else { return [] }
    let pseudonyms = Pseudonyms(key: key)
    let erased = ((try? PendingErasures(in: folder).all()) ?? []).map { JourneyNames($0, pseudonyms) }
    let keyID = LogChain(key: key).keyID
    var found: [Knowledge] = []
    for name in names.suffix(mostFiles).reversed() {
      let file = LogFilePath(name, in: folder)
      guard let header = file.header, header.keyID == keyID else { return found }
      for line in ending(of: file).reversed() {
        guard signsOfKnowledge.contains(where: { $0.isIn(line) }),
          let record = LogLine(line)?.record.map({ [UInt8]($0) }),
          let decision = RecordedDecision(record)
        else { continue }
        guard decision.recorded > instant else { return found }
        guard !erased.contains(where: { $0.areIn(record) }), let knowledge = decision.knowledge else {
          continue
        }
        found.append(knowledge)
        if found.count == mostFound { return found }
      }
      if header.begun <= instant { break }
    }
    return found
  }

  /// When the last line of a log was recorded; where the end of it does not say, when its last file was begun; nil where
  /// there is no log.
  static func lastInstant(in folder: LogFolder) -> Instant? {
    guard folder.exists, let name = try? folder.files().last else { return nil }
    let file = LogFilePath(name, in: folder)
    for line in ending(of: file).reversed() {
      guard let record = LogLine(line)?.record.map({ [UInt8]($0) }) else { continue }
      if let recorded = RecordedDecision(record)?.recorded { return recorded }
    }
    return file.header?.begun
  }

  /// A decision is looked for in so many files, and in the last so many bytes of one that is not compressed.
  private static let mostFiles = 2
  private static let mostBytes = 8 << 20
  private static let mostFound = 1_000

  private static let signsOfKnowledge = [#""reserved":[""#, #""withdrawals":[{"#].map {
    ByteSearch(Array($0.utf8))
  }

  /// The last whole lines of a file.
  private static func ending(of file: LogFilePath) -> [[UInt8]] {
    guard !file.isCompressed else { return endingOfCompressed(file) }
    guard let open = try? OpenFile(file.path, for: .reading), let size = try? open.status().size,
      case let start = max(0, Int(size) - mostBytes),
      let bytes = try? open.read(atMost: min(Int(size), mostBytes), at: start)
    else { return [] }
    let feed = UInt8(ascii: "\n")
    var lines = bytes.split(separator: feed, omittingEmptySubsequences: false)
    // Behind the last line feed stands a line that is not whole, or nothing; so does a part before the first.
    lines.removeLast()
    if start > 0, !lines.isEmpty { lines.removeFirst() }
    return lines.map { Array($0) }
  }

  private static func endingOfCompressed(_ file: LogFilePath) -> [[UInt8]] {
    guard var lines = try? LogFileLines(file) else { return [] }
    var last: [[UInt8]] = []
    while let line = try? lines.next() {
      last.append(line)
      if last.count == 2 * mostFound { last.removeFirst(mostFound) }
    }
    return last
  }
}

extension RecordedDecision {
  fileprivate var knowledge: LogSearch.Knowledge? {
    guard let decision = DecisionID(id, inAnyCase: false), let journey = document.text("journey", of: state)
    else { return nil }
    let isReserving = reserve != nil
    let withdrawals = document.list("withdrawals", of: considered).compactMap { entry in
      document.text("channel", of: entry).flatMap { channel in
        document.instant("at", of: entry).map { LogSearch.Knowledge.Withdrawal(channel: channel, at: $0) }
      }
    }
    return .init(
      decision: decision, journey: journey, recorded: recorded,
      isReserved: !document.list("reserved", of: self.decision).isEmpty,
      withdrawals: isReserving ? [] : withdrawals)
  }
}
