import HistoryRecords

extension StoredWithdrawal {
  var key: WithdrawalContents.Key { .init(person: person, channel: channel) }
}

extension HistoryChange {
  /// Whose consent it withdraws, and for which channel.
  var optOut: WithdrawalContents.Key? {
    if case .withdrawal(let withdrawal) = self { withdrawal.key } else { nil }
  }
}
