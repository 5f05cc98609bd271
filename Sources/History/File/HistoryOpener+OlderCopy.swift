import Decisions
import HistoryRecords
import Rules
import System
import Time

/// What else is kept goes on where the database was left: the decision log, the file of withdrawals and that of
/// erasures. What they show that the database lacks says that an old copy stands in its place, and that closes the
/// history until somebody accepts it.
extension HistoryOpener {
  /// What the database lacks of one of them.
  fileprivate struct Lacking {
    /// Where it stands, in words.
    let source: String
    /// How many of what, in the singular.
    var counts: [(count: Int, what: String)] = []
    /// The instant of the oldest and of the newest that shows it.
    var first = Instant(microseconds: .max)
    var last = Instant(microseconds: .min)

    init(in source: String) { self.source = source }

    var isNothing: Bool { counts.allSatisfy { $0.count == 0 } }

    mutating func note(_ instant: Instant) {
      first = min(first, instant)
      last = max(last, instant)
    }

    var words: String {
      let counts = counts.filter { $0.count > 0 }.map {
        $0.count == 1 ? "1 \($0.what)" : "\($0.count) \($0.what)s"
      }
      return
        "the database is older than the \(source), which knows of \(counts.joined(separator: " and ")) that it lacks, the last of \(last)"
    }
  }

  /// What the end of the machine takes at most with `durability: normal`.
  private static let longestLoss = TimeSpan(seconds: 300)

  static let withdrawalsAreGone = "the file of withdrawals was gone as well"

  /// Notes opt-outs of the file of withdrawals that the database lacks. They are written there first, so that a daemon
  /// that ended with its database open, or could not write it, leaves some: one that was left by a stop, or is a copy,
  /// lacks none. A loss that was found already explains them as well.
  func noteAhead(_ news: [StoredWithdrawal], _ beside: WithdrawalsBeside, in opened: inout Opened) {
    guard let file = opened.file, opened.setAside == nil, !opened.isGone, !file.isNew, !news.isEmpty,
      !file.mayLackOptOuts, opened.damage.isEmpty, !opened.hasLostEnd
    else { return }
    var lacking = Lacking(in: "file of withdrawals")
    lacking.counts = [(news.count, "opt-out")]
    for item in news { lacking.note(item.at) }
    opened.damage = Damage.union(opened.damage, [lacking.words])
  }

  /// Notes what the decision log and the file of erasures show that the database lacks, once: from then on it is as if
  /// nothing before had been. Looked at is what was logged since the database was certainly in use: since its last
  /// clean-up, or its beginning.
  func compareWithLogAndErasures(_ opened: inout Opened, _ beside: WithdrawalsBeside) {
    guard opened.setAside == nil, !opened.isWrittenAnew, let file = opened.file, let secret = opened.secret
    else { return }
    let compared = (try? file.setting(.compared)).flatMap { Instant(settingBytes: $0) }
    let since = [opened.cleaned?.at, opened.began, compared].compactMap(\.self).max()
    let log = lacking(logged(since ?? Instant(microseconds: .min), secret), in: opened, secret)
    let found = [log, lacking(opened.unknownErasures)].filter { !$0.isNothing }
    let known = opened.damage
    if let first = found.map(\.first).min(), let last = found.map(\.last).max() {
      let isLossAllowed =
        durability == .normal && !uptime().isSameBoot(as: opened.cleaned?.uptime)
        && last - first < Self.longestLoss
      if isLossAllowed {
        opened.notices.append(.endLost)
      } else {
        opened.damage = Damage.union(opened.damage, found.map(\.words))
        if !beside.isThere { opened.damage = Damage.union(opened.damage, [Self.withdrawalsAreGone]) }
      }
    }
    do throws(HistoryFault) {
      var values: [FileSetting: [UInt8]] = [:]
      if !log.isNothing { values[.compared] = log.last.settingBytes }
      if opened.damage != known { values[.damage] = Damage.bytes(opened.damage) }
      if !values.isEmpty { try file.set(values) }
    } catch {
      opened.fault = opened.fault ?? error
    }
  }

  /// - Parameter erasures: those that the database does not know of. It is told of each before the file is.
  private func lacking(_ erasures: [Erasure]) -> Lacking {
    var lacking = Lacking(in: "file of erasures")
    let erasures = erasures.filter { !$0.isVoid }
    lacking.counts = [(erasures.count, "erasure")]
    for erasure in erasures { lacking.note(erasure.at) }
    return lacking
  }

  /// - Parameter lines: the newest first.
  private func lacking(_ lines: [LoggedKnowledge], in opened: Opened, _ secret: [UInt8]) -> Lacking {
    var lacking = Lacking(in: "decision log")
    guard !lines.isEmpty else { return lacking }
    var erased: [Digest: Instant] = [:]
    for erasure in opened.erasures?.erasures ?? [] {
      erased[erasure.person] = max(erased[erasure.person] ?? erasure.at, erasure.at)
    }
    // Before a reservation that is known all are.
    var areKnown = false
    var reservations = 0
    var optOuts: Set<WithdrawalContents.Key> = []
    for line in lines {
      let person = Digest(of: line.journey, under: secret)
      if let at = erased[person], at >= line.recorded { continue }
      if line.isReserved, !areKnown {
        if opened.index.first(of: line.decision, where: { _ in true }) != nil {
          areKnown = true
        } else {
          reservations += 1
          lacking.note(line.recorded)
        }
      }
      for item in line.withdrawals where !opened.index.hasWithdrawn(line.journey, person, item) {
        if optOuts.insert(.init(person: person, channel: item.channel)).inserted {
          lacking.note(line.recorded)
        }
      }
    }
    lacking.counts = [(reservations, "reservation"), (optOuts.count, "opt-out")]
    return lacking
  }
}

extension HistoryOpener.Opened {
  /// Whether the end of the machine took what was recorded last.
  fileprivate var hasLostEnd: Bool {
    notices.contains { if case .endLost = $0 { true } else { false } }
  }
}

extension HistoryIndex {
  /// Whether an opt-out is known that counts from an instant on or later, by the journey or the hash of it. A channel is
  /// found in any capitals, as it is by decisions.
  fileprivate func hasWithdrawn(
    _ journey: String, _ person: Digest, _ item: (channel: String, at: Instant)
  ) -> Bool {
    func isIt(_ channel: Int32, _ at: Instant) -> Bool {
      at >= item.at && channelName(channel)?.foldedName == item.channel.foldedName
    }
    if let number = journeys.number(of: journey) {
      return withdrawals(ofJourney: number).contains { isIt($0.channel, $0.instant) }
    }
    return forgotten[person]?.contains { isIt($0.channel, $0.at) } ?? false
  }
}
