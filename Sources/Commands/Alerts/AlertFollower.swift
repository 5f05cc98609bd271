import API
import Diagnostics
import Time

/// Delivers alerts in their order, each at least once: its place is stored after each delivery, and what is not
/// delivered is tried again until it is.
final class AlertFollower {
  struct Options {
    /// For how long alerts of one rule are gathered; nil: each is delivered alone.
    var group: Duration?
    /// Whether to end once all that is there is delivered.
    var isOnce = false
    /// Whether to begin with the first where no place is stored.
    var isFromStart = false
  }

  /// Alerts of a history that replaced another one: those that were raised before are delivered already.
  private struct Passage {
    let at: Instant
    let last: Int64
  }

  private let client: DaemonClient
  private let delivery: any AlertDelivery
  private let file: AlertPositionFile?
  private let options: Options
  private let stop = GentleStop()
  private var position = AlertPosition(number: 0, at: Instant.writable.lowerBound)
  private var passage: Passage?
  /// Whether the daemon did not answer last time.
  private var isLost = false
  /// Whether the daemon may have another history than the one by which was delivered last.
  private var isToLookBack = false

  /// How long the daemon has an answer wait that has no alerts, in seconds.
  private static let wait = 30
  /// How many alerts are gathered, and delivered at one time, at most.
  private static let mostGathered = 1_000
  private static let mostAtOnce = 100
  /// How often is tried what ends by itself.
  private static let mostTries = 4

  init(
    _ client: DaemonClient, _ delivery: any AlertDelivery, file: AlertPositionFile?, _ options: Options
  ) {
    self.client = client
    self.delivery = delivery
    self.file = file
    self.options = options
  }

  /// Ends only where all is delivered that was to be, or by a failure that another try does not mend.
  func run() throws(Failure) {
    try begin()
    while true {
      if isToLookBack { try lookBack() }
      var page = try ask(after: position.number, wait: options.isOnce ? 0 : Self.wait)
      if page.last < position.number {
        goBack(to: page.last)
        page = try ask(after: position.number, wait: 0)
      }
      let alerts = news(page.alerts)
      if !alerts.isEmpty { try deliver(gather(alerts)) }
      if options.isOnce, page.alerts.isEmpty { return }
    }
  }

  private func begin() throws(Failure) {
    if let stored = try file?.read() {
      position = stored
      isToLookBack = stored.number > 0
    } else if !options.isFromStart {
      position.number = try ask(after: 0, limit: 1, wait: 0).last
      position.at = Instant.systemNow
      store()
    }
  }

  // MARK: Asking

  private func ask(after number: Int64, limit: Int? = nil, wait: Int) throws(Failure) -> AlertPage {
    var pause = RetryPause(to: .seconds(5))
    while true {
      do throws(Failure) {
        let page = try client.alerts(after: number, limit: limit, wait: wait)
        if isLost { say("the daemon answers again") }
        if isLost, position.number > 0 { isToLookBack = true }
        isLost = false
        return page
      } catch {
        guard error.status == .daemonNotReachable, !options.isOnce else { throw error }
        if !isLost { say("\(error.message); waiting for the daemon") }
        isLost = true
        pause.wait()
      }
    }
  }

  /// Finds out by the alert that was delivered last whether another history has taken the place of the one it is of, and
  /// has raised more since.
  private func lookBack() throws(Failure) {
    isToLookBack = false
    let page = try ask(after: position.number - 1, limit: 1, wait: 0)
    guard let same = page.alerts.first, same.number == position.number, same.at > position.at else { return }
    goBack(to: page.last)
  }

  private func goBack(to last: Int64) {
    say(
      "the history has another beginning: its last alert is \(last), and \(position.number) was delivered; going on with those raised since \(position.at)"
    )
    passage = Passage(at: position.at, last: last)
    position.number = 0
  }

  /// Those that were not delivered before.
  private func news(_ alerts: [FollowedAlert]) -> [FollowedAlert] {
    guard let passage else { return alerts }
    let news = alerts.filter { $0.number > passage.last || $0.at > passage.at }
    if let last = alerts.last {
      if last.number >= passage.last { self.passage = nil }
      // Nothing but those that were: on to the next.
      if news.isEmpty { advance(to: last) }
    } else {
      self.passage = nil
    }
    return news
  }

  // MARK: Delivering

  /// The alerts, with those that come within the time for gathering.
  private func gather(_ alerts: [FollowedAlert]) throws(Failure) -> [FollowedAlert] {
    guard let group = options.group, !options.isOnce else { return alerts }
    var all = alerts
    let end = ContinuousClock.now + group
    while all.count < Self.mostGathered, let last = all.last {
      let left = end - ContinuousClock.now
      guard left > .zero else { break }
      let seconds = min(max(1, Int(left.components.seconds)), RequestLimits.alertWait.upperBound)
      all += try ask(after: last.number, wait: seconds).alerts
    }
    return all
  }

  private func deliver(_ alerts: [FollowedAlert]) throws(Failure) {
    guard options.group != nil else {
      for alert in alerts {
        try deliver(AlertMessage(alerts: [alert], isGroup: false)) { self.advance(to: alert) }
      }
      return
    }
    var waiting = alerts[...]
    var delivered: Set<Int64> = []
    for message in Self.messages(alerts) {
      try deliver(message) {
        delivered.formUnion(message.alerts.map(\.number))
        // The place is behind those that are all delivered.
        let done = waiting.prefix { delivered.contains($0.number) }
        waiting = waiting.dropFirst(done.count)
        if let last = done.last { self.advance(to: last) }
      }
    }
  }

  /// Those of each rule together, in the order of their first ones.
  private static func messages(_ alerts: [FollowedAlert]) -> [AlertMessage] {
    var rules: [String] = []
    var byRule: [String: [FollowedAlert]] = [:]
    for alert in alerts {
      if byRule[alert.rule] == nil { rules.append(alert.rule) }
      byRule[alert.rule, default: []].append(alert)
    }
    return rules.flatMap { rule -> [AlertMessage] in
      let list = byRule[rule] ?? []
      return stride(from: 0, to: list.count, by: mostAtOnce).map { start in
        AlertMessage(alerts: Array(list[start..<min(start + mostAtOnce, list.count)]), isGroup: true)
      }
    }
  }

  /// Delivers a message, however often that has to be tried.
  ///
  /// - Parameter store: stores the place behind it.
  private func deliver(_ message: AlertMessage, then store: () -> Void) throws(Failure) {
    var pause = RetryPause(to: .seconds(60))
    var tries = 0
    while true {
      let fault = stop.finishing { () -> NotDelivered? in
        do throws(NotDelivered) {
          try delivery.deliver(message)
          store()
          return nil
        } catch {
          return error
        }
      }
      guard let fault else { return }
      tries += 1
      if options.isOnce, tries >= Self.mostTries {
        throw Failure(.daemonNotReachable, "\(message.name) cannot be delivered: \(fault.reason)")
      }
      say("\(message.name) is not delivered: \(fault.reason); trying again")
      pause.wait()
    }
  }

  private func advance(to alert: FollowedAlert) {
    position.number = alert.number
    position.at = max(position.at, alert.at)
    store()
  }

  private func store() {
    guard let file else { return }
    do { try file.write(position) } catch {
      say("\(error); what was delivered may come again after a restart")
    }
  }

  private func say(_ text: String) { Terminal.standardError.write("\(text.visible)\n") }
}
