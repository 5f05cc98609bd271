import JSON

/// What is delivered at one time: an alert, or those of one rule together.
struct AlertMessage {
  /// At least one.
  let alerts: [FollowedAlert]
  /// Whether it is written as `{"alerts": […]}`, however many there are.
  let isGroup: Bool

  /// One line without its end.
  var json: [UInt8] {
    guard isGroup else { return alerts[0].json }
    var writer = JSONWriter(reservingCapacity: 512)
    writer.object { $0.array("alerts", of: alerts) { $0.raw($1.json) } }
    return writer.bytes
  }

  /// In words, for messages about it.
  var name: String {
    alerts.count == 1
      ? "alert \(alerts[0].number)" : "alerts \(alerts[0].number) to \(alerts[alerts.count - 1].number)"
  }
}

/// Why a message was not delivered: what came of it, after its name.
struct NotDelivered: Error {
  let reason: String
}

/// A way to bring alerts to somebody.
protocol AlertDelivery {
  /// Returns once it is delivered.
  func deliver(_ message: AlertMessage) throws(NotDelivered)
}

/// Prints a line for each alert, or JSON.
struct PrintedDelivery: AlertDelivery {
  let format: OutputFormat
  let terminal: Terminal

  func deliver(_ message: AlertMessage) {
    switch format {
    case .json: terminal.write(json: message.json + [UInt8(ascii: "\n")])
    case .text:
      for alert in message.alerts {
        let words = ["at", "severity", "rule", "journey"].map { alert.shown($0) }.filter { !$0.isEmpty }
        terminal.write("\(words.joined(separator: " ")): \(alert.shown("summary"))\n")
      }
    }
  }
}
