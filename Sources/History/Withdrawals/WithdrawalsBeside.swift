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

  /// What there is of a history that was here before; nil where there is nothing.
  var left: String? {
    if isThere { return "the file of withdrawals" }
    if case .missing = key { return nil }
    return "the key to the file of withdrawals"
  }

  /// Whether the withdrawals are those of a history under a key, as far as they say.
  func belong(to key: [UInt8]) -> Bool {
    guard let check = contents?.keyCheck else { return true }
    return check == WithdrawalRecord.head(under: key).person
  }
}
