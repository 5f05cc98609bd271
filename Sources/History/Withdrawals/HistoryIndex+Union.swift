import HistoryRecords
import Time

extension HistoryIndex {
  /// All withdrawals that it holds.
  func storedWithdrawals(under secret: [UInt8]) -> [StoredWithdrawal] {
    var all: [StoredWithdrawal] = []
    for (number, journey) in journeys.names.enumerated() where firstWithdrawals[number] >= 0 {
      let person = Digest(of: journey, under: secret)
      for item in withdrawals(ofJourney: Int32(number)) {
        guard let channel = channelName(item.channel) else { continue }
        all.append(StoredWithdrawal(person: person, channel: channel, at: item.instant, journey: journey))
      }
    }
    for (person, items) in forgotten {
      for item in items {
        guard let channel = channelName(item.channel) else { continue }
        all.append(StoredWithdrawal(person: person, channel: channel, at: item.at, journey: nil))
      }
    }
    return all
  }

  /// Takes up withdrawals that are known by hashes.
  ///
  /// - Returns: those that were news, with the journeys of which anything else is known.
  mutating func unite(
    with latest: [WithdrawalContents.Key: Instant], under secret: [UInt8]
  ) -> [StoredWithdrawal] {
    var news = latest
    for item in storedWithdrawals(under: secret) {
      let key = item.key
      if let at = news[key], at <= item.at { news[key] = nil }
    }
    guard !news.isEmpty else { return [] }
    let people = Set(news.keys.map(\.person))
    var known: [Digest: String] = [:]
    for journey in journeys.names where !journey.isEmpty {
      let person = Digest(of: journey, under: secret)
      if people.contains(person) { known[person] = journey }
    }
    return news.map { key, at in
      let channel = number(ofChannel: key.channel)
      let journey = known[key.person]
      if let journey {
        withdraw(channel, at: at, journey: intern(journey: journey))
      } else {
        hold(ForgottenWithdrawal(channel: channel, at: at), of: key.person)
      }
      return StoredWithdrawal(person: key.person, channel: key.channel, at: at, journey: journey)
    }
  }

  /// Notes the withdrawal of somebody who is known by the hash alone, in the place of an earlier one.
  mutating func hold(_ withdrawal: ForgottenWithdrawal, of person: Digest) {
    forgotten[person, default: []].removeAll { $0.channel == withdrawal.channel && $0.at <= withdrawal.at }
    forget(withdrawal, of: person)
  }
}
