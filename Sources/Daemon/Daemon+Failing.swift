package import Diagnostics
import Foundation
import Glibc
import Settings
package import Telemetry

extension Daemon {
  /// Reports why the daemon cannot start, on standard error and in the log's file, if it has one: as a line of the log,
  /// or for people where that is how the log is written.
  ///
  /// - Parameter rendered: the diagnostics as people read them.
  package static func reportFailure(
    _ message: String, _ diagnostics: [Diagnostic] = [], rendered: String = "",
    in configuration: LogConfiguration
  ) {
    if let path = configuration.file, let file = try? LogFile(path) {
      logFailure(message, diagnostics, in: EventLog(configuration: configuration, file: file))
    }
    let standardError = configuration.withoutFile
    if standardError.isForPeople {
      let end = message.isEmpty ? "" : "waymark: \(message)\n"
      FileHandle.standardError.write(Data((rendered + end).utf8))
    } else {
      logFailure(message, diagnostics, in: EventLog(configuration: standardError))
    }
  }

  private static func logFailure(_ message: String, _ diagnostics: [Diagnostic], in log: EventLog) {
    // Two daemons may write to one file.
    var fields: LogFields = ["pid": .int(Int64(getpid()))]
    if !diagnostics.isEmpty {
      fields.append("errors", .init(diagnostics.count { $0.severity == .error }))
      fields.append("diagnostics", .strings(diagnostics.prefix(100).map(\.onOneLine)))
    }
    log.error(.daemonFailed, message.isEmpty ? "the configuration is wrong" : message, fields)
    log.stop(within: .seconds(2))
  }

  /// Logs what is odd about a configuration that is used all the same.
  static func report(_ notes: [Diagnostic], in log: EventLog) {
    for note in notes {
      log.warning(
        .configurationNoted, note.onOneLine, note.help.map { ["help": .string($0)] } ?? [:],
        key: note.onOneLine)
    }
  }
}

extension Diagnostic {
  /// The place, the message and the id.
  var onOneLine: String {
    "\(location.file):\(location.span.line):\(location.span.column): \(message) [\(id.name)]"
  }
}
