/// What the daemon answered.
struct DaemonAnswer {
  let status: Int
  let body: [UInt8]

  var isSuccess: Bool { (200..<300).contains(status) }
}
