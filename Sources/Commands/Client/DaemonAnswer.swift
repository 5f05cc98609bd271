/// What the daemon answered.
struct DaemonAnswer {
  let status: Int
  let body: [UInt8]
  /// Whether it was given before, under the same key.
  var isReplayed = false
  /// Then, the actions that it reserved and that were given back since.
  var released: [String] = []
  /// And those whose channel was closed since.
  var closed: [String] = []
  /// What is wrong with the history that it comes from, so that more may have been known.
  var incomplete: String?

  var isSuccess: Bool { (200..<300).contains(status) }
}
