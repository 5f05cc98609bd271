internal import API
internal import NIOCore

// Responses that nobody reads are bounded in sum. Over the limit, those for whom some wait are not read from, and whoever
// reads nothing is ended, the greediest first; far over it the greediest is ended in any case.
extension ServerCore {
  func planRelief() {
    guard !isReliefPlanned else { return }
    isReliefPlanned = true
    loop.assumeIsolated().execute {
      self.isReliefPlanned = false
      self.relieve()
    }
  }

  func relieve() {
    let now = NIODeadline.now()
    let patience = TimeAmount(min(limits.stall, .seconds(1)))
    while unread.isOver {
      let all = connections.values.filter { $0.unread > 0 }
      var greediest = all.filter { now - $0.lastTaken > patience }.max { $0.unread < $1.unread }
      if greediest == nil, unread.isFarOver { greediest = all.max { $0.unread < $1.unread } }
      guard let greediest else { return }
      report(.crowdedOut(greediest.peer, waitingBytes: greediest.unread))
      greediest.cut()
    }
  }

  /// Gives memory back some time after much was freed, so that it is once for all that is freed together.
  func planTrim() {
    guard unread.isWorthTrimming, !isTrimPlanned else { return }
    isTrimPlanned = true
    loop.assumeIsolated().scheduleTask(in: .milliseconds(500)) {
      self.isTrimPlanned = false
      self.unread.trim()
    }
  }
}
