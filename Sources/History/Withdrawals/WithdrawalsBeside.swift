import HistoryRecords
import System

/// What stands beside a database for the case that the database is lost: withdrawals, and the key to them.
struct WithdrawalsBeside: Sendable {
  struct Paths: Sendable {
    let withdrawals: String
    let key: String

    /// - Parameter database: the path of the database.
    init(_ database: String) {
      withdrawals = "\(Directory.parent(of: database))/withdrawals"
      key = "\(withdrawals).key"
    }
  }

  let paths: Paths
  let key: KeyFile.Found
  /// Nil where there is no file that may be read.
  let contents: WithdrawalContents?
  /// Why a file that is there may not be used.
  let refusal: HistoryFault?

  init(_ database: String) {
    paths = Paths(database)
    key = HistoryKey.read(paths.key)
    var contents: WithdrawalContents?
    var refusal: HistoryFault?
    do throws(HistoryFault) {
      contents = WithdrawalContents(try OwnFile(paths.withdrawals, for: .reading).readAll())
    } catch .gone {
    } catch {
      refusal = error
    }
    self.contents = contents
    self.refusal = refusal
  }

  /// Whether there was a history here before.
  var isThere: Bool { contents != nil || refusal != nil }

  /// Whether the file is sound and has none: whosever it is, nothing is lost with it. A daemon that began anew leaves
  /// such a file where a copy of the history is put then.
  var areNone: Bool { contents.map { $0.latest.isEmpty && !$0.isDamaged } ?? false }

  /// What says that there was a history here before; nil where nothing does.
  var left: String? {
    if isThere { return "the file of withdrawals was there" }
    if case .missing = key { return nil }
    return "the key to the file of withdrawals was there"
  }

  /// Whether the withdrawals are those of a history under a key, as far as they say.
  func belong(to key: [UInt8]) -> Bool {
    guard let check = contents?.keyCheck else { return true }
    return check == WithdrawalRecord.head(under: key).person
  }
}
