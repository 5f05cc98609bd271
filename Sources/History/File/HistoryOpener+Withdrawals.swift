import Glibc
import HistoryRecords
import System

extension HistoryOpener {
  /// Brings the database and the file of withdrawals to the same: the union of both, the latest of each journey and
  /// channel. What is damaged is noted in the database before anything of it is replaced.
  ///
  /// - Parameters:
  ///   - known: what was noted as damaged before.
  ///   - ahead: what of the file this process wrote, and the database did not take.
  func unite(
    _ opened: inout Opened, with beside: WithdrawalsBeside, known: [String],
    ahead: Set<WithdrawalContents.Key>
  ) {
    guard let secret = opened.secret ?? beside.key.key else {
      if beside.isThere { opened.damage.append("the key to the file of withdrawals is gone") }
      opened.notices.append(.withdrawalsUnavailable(.failed("no key is known")))
      return
    }
    opened.secret = secret
    let isOurs = beside.belong(to: secret)
    note(beside, isOurs: isOurs || beside.areNone, &opened)
    let contents = isOurs ? beside.contents : nil
    let news = opened.index.unite(with: contents?.latest ?? [:], under: secret)
    noteAhead(news.filter { !ahead.contains($0.key) }, beside, in: &opened)
    guard let file = opened.file else { return openBeside(&opened, beside, isOurs: isOurs, secret) }
    do throws(HistoryFault) {
      // First: what the database has taken shows no longer that it is an old copy.
      if opened.damage != known { try file.set(.damage, to: Damage.bytes(opened.damage)) }
      if !news.isEmpty { try file.commit(news.map { .withdrawal($0) }) }
    } catch {
      opened.fault = error
      opened.unwritten = news
      // As it is, it says again at the next start what is wrong with it.
      return openBeside(&opened, beside, isOurs: isOurs, secret)
    }
    renew(&opened, beside, contents, secret)
  }

  /// Notes what is wrong with the file of withdrawals and its key.
  private func note(_ beside: WithdrawalsBeside, isOurs: Bool, _ opened: inout Opened) {
    if let refusal = beside.refusal {
      opened.damage.append("the file of withdrawals could not be used: \(refusal)")
    } else if !isOurs {
      opened.damage.append("the file of withdrawals belongs to another history")
    } else if let damage = beside.contents?.damage {
      opened.damage.append(damage)
    } else if beside.contents == nil, !opened.damage.isEmpty, opened.isGone || opened.setAside != nil {
      opened.damage.append(Self.withdrawalsAreGone)
    }
  }

  /// Writes the file of withdrawals and that of the key where they do not say in the shortest way what is known.
  private func renew(
    _ opened: inout Opened, _ beside: WithdrawalsBeside, _ contents: WithdrawalContents?, _ secret: [UInt8]
  ) {
    let all = opened.index.storedWithdrawals(under: secret)
    let lacking = all.count { item in
      contents?.latest[item.key].map { $0 < item.at } ?? true
    }
    do throws(HistoryFault) {
      if beside.key.key != secret { try HistoryKey.write(secret, to: beside.paths.key) }
      if let contents, !contents.isDamaged, contents.isCompact, lacking == 0 {
        opened.withdrawals = try WithdrawalFile(at: beside.paths.withdrawals, used: contents.used)
      } else {
        try keepDamaged(beside, isWhole: contents.map { !$0.isDamaged } ?? false)
        opened.withdrawals = try WithdrawalFile.write(all, under: secret, to: beside.paths.withdrawals)
      }
      if let shortage = opened.withdrawals?.shortage {
        opened.notices.append(.withdrawalsUnavailable(shortage))
      }
    } catch {
      opened.notices.append(.withdrawalsUnavailable(error))
      if contents != nil { openBeside(&opened, beside, isOurs: true, secret) }
    }
    let isOld = beside.isThere || opened.index.contactCount > 0 || !all.isEmpty
    let isKeyOld = beside.key.key == secret
    if isOld, opened.withdrawals != nil, !isKeyOld || lacking > 0 || contents == nil {
      opened.notices.append(.withdrawalsRebuilt(all.count))
    }
  }

  /// Leaves what was damaged under another name.
  private func keepDamaged(_ beside: WithdrawalsBeside, isWhole: Bool) throws(HistoryFault) {
    guard beside.isThere, !beside.areNone, !isWhole else { return }
    let path = beside.paths.withdrawals
    // A link stays beside the new file's name until that takes it; what is no file of ours cannot be linked to.
    let target = nameAside(of: path)
    if beside.refusal == nil, link(path, target) == 0 { return }
    guard rename(path, target) == 0 else {
      throw .failed("'\(path)' cannot be put aside: \(SystemError.latest)")
    }
  }

  /// Goes on with the file as it is, where the database cannot be written; makes one where there is none.
  private func openBeside(
    _ opened: inout Opened, _ beside: WithdrawalsBeside, isOurs: Bool, _ secret: [UInt8]
  ) {
    do throws(HistoryFault) {
      if let contents = beside.contents, isOurs {
        opened.withdrawals = try WithdrawalFile(at: beside.paths.withdrawals, used: contents.used)
      } else if !beside.isThere {
        if beside.key.key != secret { try HistoryKey.write(secret, to: beside.paths.key) }
        opened.withdrawals = try WithdrawalFile.write(
          opened.index.storedWithdrawals(under: secret), under: secret, to: beside.paths.withdrawals)
      }
    } catch {
      opened.notices.append(.withdrawalsUnavailable(error))
    }
  }
}
