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

  /// Of the contacts of all journeys: how many opt-outs no line has.
  var unnamedOptOuts = 0
  /// The folder of the decision log that the daemon writes, where it said so.
  var decisionLog: String?

  var isSuccess: Bool { (200..<300).contains(status) }
}
