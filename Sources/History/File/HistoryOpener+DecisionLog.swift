import Decisions
import Rules
import System
import Time

/// The decision log goes on where the database was left: what it shows that the database lacks says that an old copy
/// stands in its place.
extension HistoryOpener {
  /// What the database lacks.
  fileprivate struct Lacking {
    var reservations = 0
    var optOuts = 0
    /// The instant of the oldest and of the newest line that shows it.
    var first = Instant(microseconds: .max)
    var last = Instant(microseconds: .min)

    mutating func note(_ line: LoggedKnowledge) {
      first = min(first, line.recorded)
      last = max(last, line.recorded)
    }
  }

  /// Notes what the decision log shows that the database lacks, once: from then on it is as if nothing before had been.
  /// Looked at is what was logged since the database was certainly in use: since its last clean-up, or its beginning.
  func compareWithLog(_ opened: inout Opened) {
    guard opened.fault == nil, opened.setAside == nil, !opened.isWrittenAnew, let file = opened.file,
      let secret = opened.secret
    else { return }
    let compared = (try? file.setting(.compared)).flatMap { Instant(settingBytes: $0) }
    let since = [opened.cleaned?.at, opened.began, compared].compactMap(\.self).max()
    let lines = logged(since ?? Instant(microseconds: .min), secret)
    let lacking = lacking(lines, in: opened, secret)
    guard lacking.reservations + lacking.optOuts > 0 else { return }
    let isLossAllowed =
      durability == .normal && !uptime().isSameBoot(as: opened.cleaned?.uptime)
      && lacking.last - lacking.first < Self.longestLoss
    let known = opened.damage
    if isLossAllowed {
      opened.notices.append(.endLost)
    } else {
      opened.damage = Damage.union(opened.damage, [lacking.words])
    }
    do throws(HistoryFault) {
      var values: [FileSetting: [UInt8]] = [.compared: lacking.last.settingBytes]
      if opened.damage != known { values[.damage] = Damage.bytes(opened.damage) }
      try file.set(values)
    } catch {
      opened.fault = error
    }
  }

  /// What the end of the machine takes at most with `durability: normal`.
  private static let longestLoss = TimeSpan(seconds: 300)

  /// - Parameter lines: the newest first.
  private func lacking(_ lines: [LoggedKnowledge], in opened: Opened, _ secret: [UInt8]) -> Lacking {
    var lacking = Lacking()
    guard !lines.isEmpty else { return lacking }
    var erased: [Digest: Instant] = [:]
    for erasure in ErasureFile(beside: path, under: secret).erasures {
      erased[erasure.person] = max(erased[erasure.person] ?? erasure.at, erasure.at)
    }
    // Before a reservation that is known all are.
    var areKnown = false
    var optOuts: Set<WithdrawalContents.Key> = []
    for line in lines {
      let person = Digest(of: line.journey, under: secret)
      if let at = erased[person], at >= line.recorded { continue }
      if line.isReserved, !areKnown {
        if opened.index.first(of: line.decision, where: { _ in true }) != nil {
          areKnown = true
        } else {
          lacking.reservations += 1
          lacking.note(line)
        }
      }
      for item in line.withdrawals where !opened.index.hasWithdrawn(line.journey, person, item) {
        if optOuts.insert(.init(person: person, channel: item.channel)).inserted {
          lacking.optOuts += 1
          lacking.note(line)
        }
      }
    }
    return lacking
  }
}

extension HistoryOpener.Lacking {
  fileprivate var words: String {
    let counts = [(reservations, "reservation"), (optOuts, "opt-out")].filter { $0.0 > 0 }
      .map { $0 == 1 ? "1 \($1)" : "\($0) \($1)s" }
    return
      "the database is older than the decision log, which knows of \(counts.joined(separator: " and ")) that it lacks, the last of \(last)"
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
