package import API
package import Books
package import DecisionLog
package import Decisions
package import System
package import Telemetry
package import Time

/// How a daemon runs: the defaults, then the configuration file, then the environment, then flags.
package struct Configuration: Sendable {
  /// When the files of the rule book are loaded again.
  package enum Publish: String, Sendable, CaseIterable {
    /// As soon as they change and then rest.
    case watch
    /// When somebody asks for it.
    case manual
  }

  /// What becomes of a rule book whose tests fail.
  package enum RuleTesting: String, Sendable, CaseIterable {
    /// It does not serve.
    case require
    /// It serves, and the log says which fail.
    case warn
    /// They are not run.
    case off
  }

  /// Whether what a state names and the rule book does not know refuses the state.
  package enum Unknown: String, Sendable, CaseIterable {
    case warn, refuse
  }

  /// What becomes of requests that reserve while nobody has accepted a damaged history.
  package enum Damaged: String, Sendable, CaseIterable {
    case close, serve
  }

  /// What becomes of personal attributes that events tell.
  package enum Personal: String, Sendable, CaseIterable {
    case drop, keep
  }

  /// Users and groups, by name or number; empty lists are the default.
  package struct Access: Sendable {
    package var decideUsers: [String] = []
    package var decideGroups: [String] = []
    package var reportUsers: [String] = []
    package var reportGroups: [String] = []
    package var adminUsers: [String] = []
    package var adminGroups: [String] = []
  }

  /// How decisions are logged.
  package struct DecisionLogging: Sendable {
    package var isEnabled = true
    /// Nil: `decisions` in the state directory.
    package var path: String?
    package var onFull = DecisionLog.OnFull.drop
    /// Nil: as in the daemon's own log.
    package var journeys: DecisionLog.Journeys?
    package var keep = TimeSpan(seconds: 90 * 86_400)
    /// Bytes.
    package var rotateSize = 64 << 20
    package var rotateAge = TimeSpan.day
    /// Bytes of decisions that may wait to be written.
    package var waiting = 64 << 20
  }

  /// Where metrics are to be had beside the socket, and which.
  package struct Metrics: Sendable {
    /// Where they are served over TCP; nil: nowhere.
    package var listen: LoopbackAddress?
    /// The file that they are written to; nil: none.
    package var textfile: String?
    /// Whether the matches of each rule are counted by themselves.
    package var perRule = false
  }

  /// Nil: where the environment and the system have it.
  package var socketPath: String?
  /// Permission bits.
  package var socketMode: UInt32 = 0o660
  package var socketGroup: String?
  package var stateDirectory = "/var/lib/waymark"
  package var durability = Durability.full
  /// How long contacts are kept; nil: as long as the rule book looks back, at least 400 days.
  package var keep: TimeSpan?
  package var damaged = Damaged.close
  /// Whether a history that is not there is damage, and not a first start.
  package var isHistoryExpected = false
  package var personal = Personal.drop
  /// How often the alert rules run for all journeys; nil: never.
  package var sweep: TimeSpan? = .hour
  package var rulesPath = "rules"
  package var publish = Publish.watch
  package var ruleTesting = RuleTesting.warn
  package var settle: Duration = .milliseconds(500)
  /// Where symbolic links in the folder of the rule book may lead.
  package var links = LinkPolicy.inside
  package var unknown = Unknown.warn
  package var log = LogConfiguration()
  /// How journeys stand in the daemon's own log.
  package var journeysInLog = DecisionLog.Journeys.plain
  package var decisionLog = DecisionLogging()
  package var metrics = Metrics()
  package var access = Access()
  package var limits = ServerLimits()
  /// States in an array.
  package var statesPerArray = RequestLimits.statesPerArray
  /// Entries in each list of a state.
  package var listLength = 1_000
  /// Bytes of a line in a stream.
  package var lineLength = RequestLimits.lineLength
  /// Requests that wait for the disk.
  package var waiting = 10_000
  /// Levels of nesting in a body.
  package var jsonDepth = 64
  /// What expressions may cost.
  package var expressions = ExpressionLimits()

  package init() {}

  /// Whether personal attributes that events tell are remembered.
  package var keepsPersonal: Bool { personal == .keep }

  /// Where decisions are logged.
  package var decisionLogPath: String { decisionLog.path ?? "\(stateDirectory)/decisions" }

  /// The file of the key under which journeys are hashed and the decision log is chained.
  package var keyPath: String { "\(stateDirectory)/withdrawals.key" }
}
