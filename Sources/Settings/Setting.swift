import API
import Books
import DecisionLog
import Decisions
import System
import Telemetry
import Time

/// One setting: its place in the file and how its text is read. The place gives the name of the
/// environment variable: `limits.body_size` is `WAYMARK_LIMITS_BODY_SIZE`.
struct Setting: Sendable {
  let path: String
  /// Sets the values, one but for lists; returns what is wrong with them, if anything.
  let apply: @Sendable ([String], inout Configuration) -> String?
  var isList = false
  /// A file or a folder: relative to the configuration file.
  var isPath = false
  /// A length of time.
  var isDuration = false
  /// The path of a socket, which may be written as a URL.
  var isSocket = false

  static let prefix = "WAYMARK_"

  var variable: String {
    Self.prefix + path.uppercased().split(separator: ".").joined(separator: "_")
  }

  /// The names that may stand below a section, or at the top where it is empty.
  static func names(below section: String) -> Set<String> {
    let prefix = section.isEmpty ? "" : "\(section)."
    let paths = all.map(\.path).filter { $0.hasPrefix(prefix) }
    return Set(paths.compactMap { $0.dropFirst(prefix.count).split(separator: ".").first.map(String.init) })
  }

  static let all: [Setting] = [
    text("socket.path", isPath: true, isSocket: true) { $0.socketPath = $1 },
    Setting(path: "socket.mode") {
      values, configuration in
      guard let mode = UInt32(values[0], radix: 8), mode <= 0o777 else {
        return "'\(values[0])' is no mode; write permission bits in octal, such as \"0660\""
      }
      configuration.socketMode = mode
      return nil
    },
    text("socket.group") { $0.socketGroup = $1 },
    text("state_dir", isPath: true) { $0.stateDirectory = $1 },
    text("rules.path", isPath: true) { $0.rulesPath = $1 },
    choice("rules.publish") { $0.publish = $1 },
    choice("rules.tests") { $0.ruleTesting = $1 },
    duration("rules.settle") { $0.settle = $1 },
    choice("rules.links") { $0.links = $1 },
    choice("history.durability") { $0.durability = $1 },
    flag("history.expected") { $0.isHistoryExpected = $1 },
    span("history.keep", atLeast: .day, "a day") { $0.keep = $1 },
    choice("history.damaged") {
      $0.damaged = $1
    },
    Setting(path: "journeys.sweep") { values, configuration in
      if values[0] == "0" {
        configuration.sweep = nil
        return nil
      }
      guard let span = TimeSpan(values[0]) else {
        return "'\(values[0])' is no length of time; write for instance '15m' or '1h', or 0 for never"
      }
      configuration.sweep = span
      return nil
    },
    choice("journeys.personal") { $0.personal = $1 },
    choice("unknown") { $0.unknown = $1 },
    choice("log.format") { $0.log.format = $1 },
    choice("log.priorities") { $0.log.priorities = $1 },
    text("log.file", isPath: true) { $0.log.file = $1 },
    choice("log.level") { $0.log.level = $1 },
    choice("log.journeys") { $0.journeysInLog = $1 },
    flag("decision_log.enabled") { $0.decisionLog.isEnabled = $1 },
    text("decision_log.path", isPath: true) { $0.decisionLog.path = $1 },
    choice("decision_log.on_full") { $0.decisionLog.onFull = $1 },
    choice("decision_log.journeys") { $0.decisionLog.journeys = $1 },
    span("decision_log.keep", atLeast: .day, "a day") { $0.decisionLog.keep = $1 },
    count("decision_log.rotate_size", 4_096...1 << 30) { $0.decisionLog.rotateSize = $1 },
    span("decision_log.rotate_age", atLeast: TimeSpan(seconds: 60), "a minute") {
      $0.decisionLog.rotateAge = $1
    },
    count("decision_log.waiting", 1 << 16...1 << 40) { $0.decisionLog.waiting = $1 },
    Setting(path: "metrics.listen") { values, configuration in
      do throws(LoopbackAddress.Refused) {
        configuration.metrics.listen = try LoopbackAddress(values[0])
        return nil
      } catch {
        return error.description
      }
    },
    text("metrics.textfile", isPath: true) { $0.metrics.textfile = $1 },
    flag("metrics.per_rule") { $0.metrics.perRule = $1 },
    list("access.decide.users") { $0.access.decideUsers = $1 },
    list("access.decide.groups") { $0.access.decideGroups = $1 },
    list("access.report.users") { $0.access.reportUsers = $1 },
    list("access.report.groups") {
      $0.access.reportGroups = $1
    },
    list("access.admin.users") { $0.access.adminUsers = $1 },
    list("access.admin.groups") {
      $0.access.adminGroups = $1
    },
    count("limits.body_size", 1_024...1 << 30) { $0.limits.bodySize = $1 },
    count("limits.header_size", 1_024...1 << 20) { $0.limits.headerSize = $1 },
    count("limits.connections", 1...65_536) { $0.limits.connections = $1 },
    count("limits.states", 1...100_000) { $0.statesPerArray = $1 },
    count("limits.list_length", 1...100_000) { $0.listLength = $1 },
    count("limits.line_length", 1_024...1 << 30) { $0.lineLength = $1 },
    count("limits.unread", 1 << 20...1 << 40) {
      $0.limits.unread = $1
    },
    count("limits.waiting", 1...1_000_000) { $0.waiting = $1 },
    count("limits.json_depth", 8...256) { $0.jsonDepth = $1 },
    count("limits.expression_steps", 100...10_000_000) {
      $0.expressions.stepsPerExpression = $1
    },
    count("limits.decision_steps", 100...100_000_000) {
      $0.expressions.stepsPerDecision = $1
    },
    duration("limits.idle") { $0.limits.idle = $1 },
    duration("limits.read") { $0.limits.read = $1 },
    duration("limits.stall") { $0.limits.stall = $1 },
    duration("limits.drain") { $0.limits.drain = $1 },
  ]

  private static func text(
    _ path: String, isPath: Bool = false, isSocket: Bool = false,
    _ set: @escaping @Sendable (inout Configuration, String) -> Void
  ) -> Setting {
    Setting(
      path: path,
      apply: { values, configuration in
        guard !values[0].isEmpty else { return "'\(path)' is empty" }
        if isPath, let refused = SettingPath.refusal(of: values[0]) { return refused }
        set(&configuration, values[0])
        return nil
      }, isPath: isPath, isSocket: isSocket)
  }

  private static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
    _ path: String, _ set: @escaping @Sendable (inout Configuration, Choice) -> Void
  ) -> Setting where Choice.RawValue == String {
    Setting(path: path) { values, configuration in
      guard let choice = Choice(rawValue: values[0]) else {
        let choices = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return "'\(values[0])' is none of the choices for '\(path)': \(choices)"
      }
      set(&configuration, choice)
      return nil
    }
  }

  private static func flag(
    _ path: String, _ set: @escaping @Sendable (inout Configuration, Bool) -> Void
  ) -> Setting {
    Setting(path: path) { values, configuration in
      guard let flag = Bool(values[0].lowercased()) else {
        return "'\(values[0])' is none of the choices for '\(path)': 'true', 'false'"
      }
      set(&configuration, flag)
      return nil
    }
  }

  private static func list(
    _ path: String, _ set: @escaping @Sendable (inout Configuration, [String]) -> Void
  ) -> Setting {
    Setting(
      path: path,
      apply: { values, configuration in
        guard !values.contains("") else {
          return "'\(path)' has an empty name; write names or numbers, or leave the setting out"
        }
        set(&configuration, values)
        return nil
      }, isList: true)
  }

  private static func count(
    _ path: String, _ range: ClosedRange<Int>,
    _ set: @escaping @Sendable (inout Configuration, Int) -> Void
  ) -> Setting {
    Setting(path: path) { values, configuration in
      guard let count = Int(values[0]), range.contains(count) else {
        return "'\(values[0])' is no whole number from \(range.lowerBound) to \(range.upperBound)"
      }
      set(&configuration, count)
      return nil
    }
  }

  private static func span(
    _ path: String, atLeast least: TimeSpan, _ leastText: String,
    _ set: @escaping @Sendable (inout Configuration, TimeSpan) -> Void
  ) -> Setting {
    Setting(path: path) { values, configuration in
      guard let span = TimeSpan(values[0]) else {
        return "'\(values[0])' is no length of time; write for instance '400d' or '104w'"
      }
      guard span >= least else {
        return "'\(values[0])' is too short for '\(path)', which takes \(leastText) at least"
      }
      set(&configuration, span)
      return nil
    }
  }

  private static func duration(
    _ path: String, _ set: @escaping @Sendable (inout Configuration, Duration) -> Void
  ) -> Setting {
    var setting = Setting(path: path) { values, configuration in
      guard let duration = Duration(setting: values[0]) else {
        return "'\(values[0])' is no duration; write for instance '500ms', '10s', '2m' or '1h30m'"
      }
      guard duration > .zero else {
        return "'\(values[0])' is no time at all for '\(path)', which takes a millisecond at least"
      }
      guard duration <= longest else {
        return "'\(values[0])' is too long for '\(path)', which takes a day at most"
      }
      set(&configuration, duration)
      return nil
    }
    setting.isDuration = true
    return setting
  }

  private static let longest = Duration.seconds(86_400)
}

extension Duration {
  /// Milliseconds such as `500ms`, or a time span as rule files write it.
  fileprivate init?(setting text: String) {
    if text.hasSuffix("ms") {
      guard let count = UInt32(text.dropLast(2)) else { return nil }
      self = .milliseconds(count)
    } else {
      guard let span = TimeSpan(text) else { return nil }
      self = .microseconds(span.microseconds)
    }
  }
}
