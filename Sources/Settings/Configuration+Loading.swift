import API
package import Diagnostics
import Foundation
import Glibc
import System
import Telemetry
import YAML

extension DiagnosticID {
  static let noConfiguration = DiagnosticID(
    "no-configuration",
    page: """
      The configuration file that was named could not be read. Check its path and its permissions, or leave --config \
      out to run on the defaults.
      """)
  static let unknownSetting = DiagnosticID(
    "unknown-setting",
    page: """
      The configuration names a setting that does not exist. It is refused rather than passed over, because a \
      setting with a slip in its name would silently do nothing. Look the name up in config/waymark.yaml.
      """)
  static let wrongSetting = DiagnosticID(
    "wrong-setting",
    page: """
      A setting has a value that it does not take. The message says what it takes. Settings can stand in the \
      configuration file or in the environment: limits.idle is WAYMARK_LIMITS_IDLE there.
      """)
}

/// The problems of configuration.
package enum ConfigurationDiagnostics {
  package static let catalogue: [DiagnosticID] = [.noConfiguration, .unknownSetting, .wrongSetting]
}

extension Configuration {
  package struct Loaded: Sendable {
    package let configuration: Configuration
    package let diagnostics: [Diagnostic]
    package let files: [SourceFile]
  }

  /// - Parameter file: the configuration file; nil: defaults and environment only.
  package static func load(file path: String?, environment: [String: String]) -> Loaded {
    var loader = ConfigurationLoader(directory: path.map { Self.directory(of: $0) })
    var files: [SourceFile] = []
    if let folder = environment["STATE_DIRECTORY"] ?? environment["XDG_STATE_HOME"].map({ "\($0)/waymark" }) {
      loader.configuration.stateDirectory = folder
    }
    loader.configuration.log.journalStream = environment["JOURNAL_STREAM"]
    if let path {
      if let data = FileManager.default.contents(atPath: path) {
        let file = SourceFile(path: path, bytes: Array(data))
        files.append(file)
        loader.read(file)
      } else {
        loader.diagnostics.append(
          Diagnostic(
            .error, .noConfiguration, "'\(path)' cannot be read: \(reason(unreadable: path))",
            at: SourceLocation(file: path, span: .start),
            help: "mend that, or name another file with --config"))
      }
    }
    loader.read(environment)
    return Loaded(
      configuration: loader.configuration, diagnostics: loader.diagnostics.sorted(), files: files)
  }

  private static func reason(unreadable path: String) -> SystemError {
    do throws(SystemError) {
      let file = try OpenFile(path, for: .reading, followingLinks: true)
      return SystemError(try file.status().kind == .directory ? EISDIR : EIO)
    } catch {
      return error
    }
  }

  private static func directory(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }
}

private struct ConfigurationLoader {
  /// Of the configuration file: what relative paths in it are relative to.
  let directory: String?
  var configuration = Configuration()
  var diagnostics: [Diagnostic] = []

  init(directory: String?) {
    self.directory = directory
  }

  mutating func read(_ file: SourceFile) {
    let document = YAMLDocument.parse(file)
    diagnostics += document.diagnostics
    guard let root = document.root else { return }
    read(root, path: "", in: file)
  }

  private mutating func read(_ node: Node, path: String, in file: SourceFile) {
    guard case .mapping(let mapping) = node.content else {
      problem(.wrongSetting, "'\(path.isEmpty ? file.path : path)' must be a mapping of settings", node, file)
      return
    }
    for entry in mapping.entries {
      let name = path.isEmpty ? entry.key.text : "\(path).\(entry.key.text)"
      if let setting = Setting.all.first(where: { $0.path == name }) {
        apply(setting, entry.value, file)
      } else if Setting.all.contains(where: { $0.path.hasPrefix("\(name).") }) {
        if case .scalar(let scalar) = entry.value.content, scalar.value == .null { continue }
        read(entry.value, path: name, in: file)
      } else {
        let near = nearest(to: entry.key.text, among: Setting.names(below: path))
        diagnostics.append(
          Diagnostic(
            .error, .unknownSetting, "unknown setting '\(name)'",
            at: SourceLocation(file: file.path, span: entry.keySpan),
            help: near.map { "did you mean '\($0)'?" }))
      }
    }
  }

  private mutating func apply(_ setting: Setting, _ node: Node, _ file: SourceFile) {
    var values: [String] = []
    switch node.content {
    // A list without a name could be meant to let nobody in.
    case .scalar(let scalar) where scalar.value == .null && setting.isList: values = [""]
    case .scalar(let scalar) where scalar.value == .null: return
    case .scalar(let scalar): values = [scalar.text]
    case .sequence(let elements) where setting.isList:
      for element in elements {
        guard case .scalar(let scalar) = element.content else {
          return problem(.wrongSetting, "'\(setting.path)' is a list of names", element, file)
        }
        let name = scalar.value == .null ? "" : scalar.text
        if name.isEmpty, let wrong = setting.apply([name], &configuration) {
          return problem(.wrongSetting, wrong, element, file)
        }
        values.append(name)
      }
    case .sequence, .mapping:
      let wanted = setting.isList ? "is a list of names" : "takes one value"
      return problem(.wrongSetting, "'\(setting.path)' \(wanted)", node, file)
    }
    if setting.isPath, let refused = SettingPath.refusal(of: values[0]) {
      return problem(.wrongSetting, refused, node, file)
    }
    if let refused = takeSocket(setting, &values) {
      return problem(.wrongSetting, refused.description, node, file, help: refused.help)
    }
    if setting.isPath, let directory, !values[0].hasPrefix("/"), !values[0].isEmpty {
      values[0] = SettingPath.join(values[0], to: directory)
    }
    if let wrong = setting.apply(values, &configuration) { problem(.wrongSetting, wrong, node, file) }
  }

  private mutating func problem(
    _ id: DiagnosticID, _ message: String, _ node: Node, _ file: SourceFile, help: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(.error, id, message, at: SourceLocation(file: file.path, span: node.span), help: help))
  }

  /// Makes a path of what may be the URL of a socket; returns why it is none.
  private func takeSocket(_ setting: Setting, _ values: inout [String]) -> SocketPath.Refused? {
    guard setting.isSocket, !values[0].isEmpty else { return nil }
    do throws(SocketPath.Refused) {
      values[0] = try SocketPath.path(in: values[0])
      return nil
    } catch {
      return error
    }
  }

  /// The environment's variables; lists are separated by commas.
  mutating func read(_ environment: [String: String]) {
    let known = Set(Setting.all.map(\.variable))
    for name in environment.keys.sorted() where name.hasPrefix(Setting.prefix) && !known.contains(name) {
      let near = nearest(to: name, among: known)
      diagnostics.append(
        Diagnostic(
          .warning, .unknownSetting, "no setting is called '\(name)'",
          at: SourceLocation(file: name, span: .start), help: near.map { "did you mean '\($0)'?" }))
    }
    for setting in Setting.all {
      guard let value = environment[setting.variable] else { continue }
      var values = [value]
      if setting.isList {
        values = value.split(separator: ",", omittingEmptySubsequences: false).map {
          $0.trimmingCharacters(in: .whitespaces)
        }
      }
      if let refused = takeSocket(setting, &values) {
        diagnostics.append(
          Diagnostic(
            .error, .wrongSetting, refused.description,
            at: SourceLocation(file: setting.variable, span: .start), help: refused.help))
      } else if let wrong = setting.apply(values, &configuration) {
        diagnostics.append(
          Diagnostic(.error, .wrongSetting, wrong, at: SourceLocation(file: setting.variable, span: .start)))
      }
    }
  }
}
