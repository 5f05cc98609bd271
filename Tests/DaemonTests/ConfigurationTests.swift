import API
import Decisions
import Diagnostics
import Foundation
import History
import Serving
import System
import Telemetry
import Testing
import TestSupport
import Time

@testable import Daemon
@testable import Settings

/// The configuration file, and the environment over it.
@Suite struct ConfigurationTests {
  private static func load(_ text: String, environment: [String: String] = [:]) throws -> Configuration.Loaded
  {
    let folder = try TestFolder(withBook: false)
    try folder.write(text, to: "etc/waymark.yaml")
    return Configuration.load(file: folder.at("etc/waymark.yaml"), environment: environment)
  }

  /// Each file `x.yaml` is loaded, and what is said of it stands in `x.stderr`;
  /// `WAYMARK_REWRITE_GOLDENS=1` writes what is said into them.
  @Test(arguments: [
    "unknown-settings", "wrong-values", "wrong-shapes", "not-yaml", "duplicate", "good",
  ])
  func `what is wrong with a configuration is said`(_ name: String) throws {
    let file = TestFolder.fixtures.appending(path: "Configuration/\(name)")
    let bytes = Array(try Data(contentsOf: file.appendingPathExtension("yaml")))
    let loaded = Configuration.load(file: file.appendingPathExtension("yaml").path, environment: [:])
    let folder = file.deletingLastPathComponent().path + "/"
    let text = DiagnosticRenderer(files: loaded.files).render(loaded.diagnostics).replacing(folder, with: "")
    let golden = file.appendingPathExtension("stderr")
    #expect(!bytes.isEmpty)
    Golden.check(text, against: golden)
  }

  @Test(arguments: [("30ms", 0.03), ("1m30s", 90), ("1d", 86_400), ("24h", 86_400)])
  func `a duration is milliseconds or a time span`(_ text: String, _ seconds: Double) throws {
    let loaded = try Self.load("limits: {idle: \(text)}")
    #expect(loaded.diagnostics.isEmpty && loaded.configuration.limits.idle == .seconds(seconds))
  }

  @Test func `a variable that is no setting is warned of`() throws {
    let loaded = try Self.load(
      "", environment: ["WAYMARK_LIMITS_IDEL": "10s", "WAYMARK_TASTE": "sweet", "PATH": "/bin"])
    #expect(loaded.diagnostics.map(\.severity) == [.warning, .warning])
    #expect(
      loaded.diagnostics.map(\.message) == [
        "no setting is called 'WAYMARK_LIMITS_IDEL'", "no setting is called 'WAYMARK_TASTE'",
      ])
    #expect(loaded.diagnostics.map(\.help) == ["did you mean 'WAYMARK_LIMITS_IDLE'?", nil])
  }

  @Test func `every setting is taken from the file`() throws {
    let file = TestFolder.fixtures.appending(path: "Configuration/good.yaml")
    let configuration = Configuration.load(file: file.path, environment: [:]).configuration
    let folder = file.deletingLastPathComponent()
    #expect(configuration.socketPath == "/run/here/w.sock")
    #expect(configuration.socketMode == 0o600 && configuration.socketGroup == "marketing")
    #expect(configuration.stateDirectory == folder.appending(path: "state").path)
    #expect(configuration.rulesPath == folder.deletingLastPathComponent().appending(path: "Book").path)
    #expect(configuration.publish == .manual && configuration.settle == .seconds(2))
    #expect(configuration.unknown == .refuse)
    #expect(configuration.durability == .normal && configuration.keep == TimeSpan("104w"))
    #expect(configuration.lineLength == 4_096 && configuration.waiting == 50)
    #expect(configuration.log.format == .text && configuration.log.level == .warning)
    #expect(configuration.metrics.listen?.description == "[::1]:9464" && configuration.metrics.perRule)
    #expect(configuration.metrics.textfile == folder.appending(path: "metrics.prom").path)
    #expect(configuration.access.decideUsers == ["anna", "1001"])
    #expect(configuration.access.decideGroups == ["marketing"])
    #expect(configuration.access.reportUsers == ["bo"] && configuration.access.reportGroups == ["mailers"])
    #expect(configuration.access.adminUsers == ["root"] && configuration.access.adminGroups == [])
    #expect(configuration.limits.bodySize == 2_048 && configuration.limits.headerSize == 4_096)
    #expect(configuration.limits.connections == 10 && configuration.limits.unread == 2 << 20)
    #expect(
      configuration.statesPerArray == 20 && configuration.listLength == 30 && configuration.jsonDepth == 40)
    #expect(
      configuration.expressions == ExpressionLimits(stepsPerExpression: 500, stepsPerDecision: 5_000))
    #expect(configuration.limits.idle == .milliseconds(1_500) && configuration.limits.read == .seconds(5))
    #expect(configuration.limits.stall == .seconds(60) && configuration.limits.drain == .seconds(3_600))
  }

  @Test func `the file of the project says what is the default`() throws {
    let file = Project.root.appending(path: "config/waymark.yaml")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let asItStands = Configuration.load(file: file.path, environment: [:])
    #expect(asItStands.diagnostics.isEmpty)
    #expect(asItStands.configuration.rulesPath == Project.root.appending(path: "rules").path)
    // With its comments taken for settings, all but the lists, which are examples.
    let lines = text.components(separatedBy: "\n").map { line in
      line.replacing(/^(\s*)# ([a-z_]+:.*)$/) { "\($0.output.1)\($0.output.2)" }
    }
    let whole = try Self.load(lines.joined(separator: "\n"))
    #expect(whole.diagnostics.isEmpty, "\(DiagnosticRenderer(files: whole.files).render(whole.diagnostics))")
    let defaults = Configuration()
    let said = whole.configuration
    #expect(said.limits == defaults.limits && said.socketMode == defaults.socketMode)
    #expect(said.statesPerArray == defaults.statesPerArray && said.listLength == defaults.listLength)
    #expect(said.expressions == defaults.expressions)
    #expect(said.jsonDepth == defaults.jsonDepth && said.settle == defaults.settle)
    #expect(said.lineLength == defaults.lineLength && said.waiting == defaults.waiting)
    #expect(said.durability == defaults.durability && said.metrics.perRule == defaults.metrics.perRule)
    #expect(said.publish == defaults.publish && said.unknown == defaults.unknown)
    #expect(said.log.format == defaults.log.format && said.log.level == defaults.log.level)
    for setting in Setting.all {
      let name = setting.path.split(separator: ".").last ?? ""
      #expect(text.contains("\(name):"), "\(setting.path) is not named")
    }
  }

  @Test func `relative paths are relative to the file`() throws {
    let folder = try TestFolder(withBook: false)
    try folder.write("rules: {path: ../r}\nstate_dir: s\nsocket: {path: ./w.sock}\n", to: "etc/waymark.yaml")
    let configuration = Configuration.load(file: folder.at("etc/waymark.yaml"), environment: [:])
      .configuration
    #expect(configuration.rulesPath == folder.at("r"))
    #expect(configuration.stateDirectory == folder.at("etc/s"))
    #expect(configuration.socketPath == folder.at("etc/w.sock"))
  }

  /// A deployment switches a link from one release to the next while the daemon runs.
  @Test(arguments: [
    ("../releases/current", "releases/current"), ("./../releases/./current/", "releases/current"),
    ("../releases/x/../current/rules", "releases/current/rules"), ("linked/../rules", "etc/linked/../rules"),
  ])
  func `a link on the way stays in the path`(_ written: String, _ expected: String) throws {
    let folder = try TestFolder(withBook: false)
    for name in ["releases/one/rules/a", "releases/x/a", "elsewhere/deep/a"] {
      try folder.write("", to: name)
    }
    try folder.write("rules: {path: \(written)}\n", to: "etc/waymark.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: folder.at("releases/current"), withDestinationPath: "one")
    try FileManager.default.createSymbolicLink(
      atPath: folder.at("etc/linked"), withDestinationPath: folder.at("elsewhere/deep"))
    let loaded = Configuration.load(file: folder.at("etc/waymark.yaml"), environment: [:])
    #expect(loaded.configuration.rulesPath == folder.at(expected))
  }

  @Test func `the folder of a configuration that stands below a link stays as it was written`() throws {
    let folder = try TestFolder(withBook: false)
    try folder.write("rules: {path: ../rules}\n", to: "releases/one/etc/waymark.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: folder.at("current"), withDestinationPath: "releases/one")
    let loaded = Configuration.load(file: folder.at("current/etc/waymark.yaml"), environment: [:])
    #expect(loaded.configuration.rulesPath == folder.at("current/rules"))
  }

  @Test(arguments: ["~", "~/waymark", "~anna/waymark", "$HOME/waymark", "${STATE}/x"])
  func `a path that only a shell understands is refused`(_ path: String) throws {
    let message = "'\(path)' is not a path: '\(path.prefix(1))' stands for nothing here; write the whole path"
    for name in ["state_dir", "rules.path", "socket.path", "log.file"] {
      let parts = name.split(separator: ".")
      let text = parts.count == 1 ? "\(name): \"\(path)\"" : "\(parts[0]): {\(parts[1]): \"\(path)\"}"
      #expect(try Self.load(text).diagnostics.map(\.message) == [message])
      let variable = "WAYMARK_\(name.uppercased().replacing(".", with: "_"))"
      #expect(try Self.load("", environment: [variable: path]).diagnostics.map(\.message) == [message])
    }
  }

  @Test func `a configuration that cannot be read says why`() throws {
    let folder = try TestFolder(withBook: false)
    try folder.write("", to: "etc/x/waymark.yaml")
    for (name, reason) in [
      ("etc/none.yaml", "no such file or directory"), ("etc/x", "is a directory"),
      ("etc/x/waymark.yaml/y", "not a directory"),
    ] {
      let path = folder.at(name)
      let found = Configuration.load(file: path, environment: [:]).diagnostics
      #expect(found.map(\.message) == ["'\(path)' cannot be read: \(reason)"])
      #expect(found.map(\.help) == ["mend that, or name another file with --config"])
    }
  }

  @Test func `the environment goes over the file`() throws {
    let loaded = try Self.load(
      "rules: {path: /file, settle: 1s}\nlimits: {states: 5}\nstate_dir: /file\n",
      environment: [
        "WAYMARK_RULES_PATH": "from/here", "WAYMARK_LIMITS_STATES": "7", "WAYMARK_STATE_DIR": "/environment",
        "STATE_DIRECTORY": "/unit", "WAYMARK_ACCESS_DECIDE_USERS": "anna, bo",
      ])
    #expect(loaded.diagnostics.isEmpty)
    #expect(loaded.configuration.rulesPath == "from/here", "relative to where the daemon runs")
    #expect(loaded.configuration.statesPerArray == 7)
    #expect(loaded.configuration.settle == .seconds(1))
    #expect(loaded.configuration.stateDirectory == "/environment")
    #expect(loaded.configuration.access.decideUsers == ["anna", "bo"])
  }

  @Test
  func `the state directory comes from the service manager or the user's folders where nothing says it`() {
    func directory(_ environment: [String: String]) -> String {
      Configuration.load(file: nil, environment: environment).configuration.stateDirectory
    }
    #expect(directory([:]) == "/var/lib/waymark")
    #expect(directory(["XDG_STATE_HOME": "/home/a/.state"]) == "/home/a/.state/waymark")
    #expect(directory(["XDG_STATE_HOME": "/home/a/.state", "STATE_DIRECTORY": "/unit"]) == "/unit")
    #expect(directory(["STATE_DIRECTORY": "/unit", "WAYMARK_STATE_DIR": "/own"]) == "/own")
  }

  @Test func `what is wrong in the environment is said with the variable's name`() {
    let loaded = Configuration.load(
      file: nil, environment: ["WAYMARK_LIMITS_IDLE": "soon", "WAYMARK_RULES_PUBLISH": "Watch"])
    #expect(loaded.diagnostics.map(\.location.file) == ["WAYMARK_LIMITS_IDLE", "WAYMARK_RULES_PUBLISH"])
    #expect(
      loaded.diagnostics.map(\.message) == [
        "'soon' is no duration; write for instance '500ms', '10s', '2m' or '1h30m'",
        "'Watch' is none of the choices for 'rules.publish': 'watch', 'manual'",
      ])
  }

  @Test(arguments: [
    ("access: {decide: {groups: [\"\"]}}", 1, 28), ("access: {admin: {users: [root, ~]}}", 1, 32),
    ("access: {report: {users: \"\"}}", 1, 26), ("access:\n  decide:\n    users:\n", 3, 11),
  ])
  func `an empty name would let everybody in, and is an error at its place`(
    _ text: String, _ line: Int, _ column: Int
  ) throws {
    let loaded = try Self.load(text)
    let problem = try #require(loaded.diagnostics.first)
    #expect(problem.message.hasSuffix("has an empty name; write names or numbers, or leave the setting out"))
    #expect(problem.location.span.line == line && problem.location.span.column == column, "\(problem)")
    #expect(loaded.diagnostics.count == 1)
  }

  @Test(arguments: ["", ",", "anna,", ",anna", "anna, ,bo"])
  func `so is one in the environment, over a file that restricts`(_ value: String) throws {
    for setting in Setting.all where setting.isList {
      let loaded = try Self.load(
        "access: {decide: {users: [anna]}}", environment: [setting.variable: value])
      #expect(
        loaded.diagnostics.map(\.message).first?.contains("has an empty name") == true, "\(setting.path)")
      #expect(loaded.configuration.access.decideUsers == ["anna"])
    }
  }

  @Test func `a file that cannot be read is an error`() {
    let loaded = Configuration.load(file: "/nowhere/waymark.yaml", environment: [:])
    #expect(
      loaded.diagnostics.map(\.message) == [
        "'/nowhere/waymark.yaml' cannot be read: no such file or directory"
      ])
  }

  @Test func `the socket is where the flag, the configuration or the environment says`() {
    let environment = ["XDG_RUNTIME_DIR": "/run/user/7"]
    func path(_ flag: String?, _ configured: String?, _ environment: [String: String]) -> String {
      SocketPath.resolve(flag: flag, configured: configured, environment: environment)
    }
    #expect(path("/flag", "/configured", environment) == "/flag")
    #expect(path(nil, "/configured", environment) == "/configured")
    #expect(path(nil, nil, environment) == "/run/user/7/waymark.sock")
    #expect(path(nil, nil, ["XDG_RUNTIME_DIR": ""]) == "/run/waymark/waymark.sock")
    #expect(path(nil, nil, [:]) == "/run/waymark/waymark.sock")
  }

  @Test func `clients look where it listens, where a service does, and in the user's own folder`() {
    func places(_ flag: String?, _ environment: [String: String]) -> [String] {
      SocketPath.places(flag: flag, configured: nil, environment: environment, user: 7)
    }
    #expect(places("/flag", ["XDG_RUNTIME_DIR": "/x"]) == ["/flag"])
    #expect(places(nil, ["XDG_RUNTIME_DIR": "/x"]) == ["/x/waymark.sock", "/run/waymark/waymark.sock"])
    #expect(places(nil, [:]) == ["/run/waymark/waymark.sock", "/run/user/7/waymark.sock"])
  }

  @Test(arguments: [
    ("/run/w.sock", "/run/w.sock"), ("w.sock", "w.sock"), ("unix:///run/w.sock", "/run/w.sock"),
    ("unix:/run/w.sock", "/run/w.sock"), ("UNIX:///run/w.sock", "/run/w.sock"),
    ("unix:////run/w.sock", "//run/w.sock"), ("./@w", "./@w"), ("/run/a:b.sock", "/run/a:b.sock"),
    ("a:b.sock", "a:b.sock"),
  ])
  func `a socket is a path or the URL of one`(_ text: String, _ path: String) throws {
    #expect(try SocketPath.path(in: text) == path)
  }

  @Test(arguments: [
    "", "@waymark", "\0waymark", "unix:@waymark", "unix://@waymark", "unix:///@waymark",
    "unix-abstract:waymark",
    "unix:waymark.sock", "unix://run/w.sock", "unix:", "unix://", "http://localhost", "tcp://127.0.0.1:80",
    "http+unix://%2Frun%2Fw.sock", "file:///run/w.sock",
  ])
  func `what is none is refused, with what to write`(_ text: String) throws {
    let refused = #expect(throws: SocketPath.Refused.self) { try SocketPath.path(in: text) }
    #expect(refused?.help.contains("unix:///run/waymark/waymark.sock") == true)
    guard !text.isEmpty, !text.contains("\0") else { return }
    let file = try Self.load("socket: {path: \"\(text)\"}")
    #expect(file.diagnostics.map(\.message) == [refused?.description])
    let environment = Configuration.load(file: nil, environment: ["WAYMARK_SOCKET_PATH": text])
    #expect(environment.diagnostics.map(\.message) == [refused?.description])
  }

  @Test func `the URL of a socket is taken from the file and the environment`() throws {
    let loaded = try Self.load("socket: {path: \"unix:///run/x/w.sock\"}")
    #expect(loaded.diagnostics.isEmpty && loaded.configuration.socketPath == "/run/x/w.sock")
    let other = try Self.load("", environment: ["WAYMARK_SOCKET_PATH": "unix:/run/y.sock"])
    #expect(other.diagnostics.isEmpty && other.configuration.socketPath == "/run/y.sock")
  }
}
