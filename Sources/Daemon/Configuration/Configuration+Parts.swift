import API
import DecisionLog
import Foundation
import History
import Serving
import Settings
import Telemetry

extension Configuration {
  var historyPath: String { "\(stateDirectory)/waymark.sqlite" }

  var historySettings: ContactHistory.Settings {
    var settings = ContactHistory.Settings(path: historyPath)
    settings.durability = durability
    settings.waiting = waiting
    let log = LogFolder(decisionLogPath)
    let isExpected = isHistoryExpected
    settings.trace = {
      LogSearch.newestUseOfHistory(in: log).map { "the decision log has decisions by it, in '\($0.path)'" }
        ?? (isExpected ? "'history.expected' says that there is one" : nil)
    }
    settings.logged = { since, key in
      LogSearch.newestKnowledge(in: log, after: since, under: key).map { line in
        LoggedKnowledge(
          decision: line.decision, journey: line.journey, recorded: line.recorded,
          isReserved: line.isReserved,
          withdrawals: line.withdrawals.map { ($0.channel, $0.at) })
      }
    }
    return settings
  }

  var decisionLogSettings: DecisionLog.Settings {
    var settings = DecisionLog.Settings(path: decisionLogPath, keyPath: keyPath)
    settings.isEnabled = decisionLog.isEnabled
    settings.onFull = decisionLog.onFull
    settings.journeys = decisionLog.journeys ?? journeysInLog
    settings.keep = decisionLog.keep
    settings.rotateSize = decisionLog.rotateSize
    settings.rotateAge = decisionLog.rotateAge
    settings.waiting = decisionLog.waiting
    settings.version = Version.current
    return settings
  }

  /// The file of the log, if it has one.
  func openLogFile() throws -> LogFile? {
    guard let path = log.file else { return nil }
    return try LogFile(path)
  }

  /// Where the daemon listens: at the socket that a service manager hands over, or else at the path.
  func socketSource(_ environment: [String: String]) throws -> SocketSource {
    if let descriptor = try SocketActivation.descriptor(environment: environment) {
      return .descriptor(descriptor)
    }
    let path = SocketPath.resolve(flag: nil, configured: socketPath, environment: environment)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    if !FileManager.default.fileExists(atPath: folder) {
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    return .path(path)
  }

  /// How the server listens, and which endpoints are special to it.
  func server(at source: SocketSource, access: AccessPolicy, _ log: EventLog) -> ServerConfiguration {
    var server = ServerConfiguration(socket: source)
    server.mode = socketMode
    server.group = socketGroup
    server.limits = limits
    server.limits.connections = roomForConnections(log)
    server.bodilessPaths = Endpoint.paths { $0.methods == ["POST"] && !$0.body("POST").isRequired }
    server.probePaths = Endpoint.paths { $0.right("GET") == nil }
    server.routes = Endpoint.allCases.map(\.rawValue)
    server.isAdministrator = { access.allows($0, .admin) }
    return server
  }

  private func roomForConnections(_ log: EventLog) -> Int {
    let wanted = limits.connections
    let room = DescriptorLimit.makeRoom(for: wanted)
    if room < wanted {
      log.warning(
        .limitLowered,
        "the system lets the process open too few files for 'limits.connections', which is now \(room)",
        ["wanted": .init(wanted), "limit": .init(room)])
    }
    return room
  }
}

extension Endpoint {
  fileprivate static func paths(where isWanted: (Endpoint) -> Bool) -> Set<String> {
    Set(allCases.filter(isWanted).map(\.rawValue))
  }
}

extension SocketSource {
  var name: String {
    switch self {
    case .path(let path): path
    case .descriptor(let descriptor): "descriptor \(descriptor)"
    case .loopback(let address): "\(address)"
    }
  }
}
