import Glibc

/// PostgreSQL's client library (libpq), loaded when it is asked for: a program that never does needs none on its machine.
///
/// The types of its functions stand here rather than come from its header, so that one program is built everywhere,
/// whether the header is there or not. They are the documented interface of `libpq.so.5`, which has not changed since
/// it has that name; a test holds the numbers against the library itself.
package struct ClientLibrary: Sendable {
  /// A connection or a result of the library's.
  typealias Handle = OpaquePointer
  typealias Text = UnsafePointer<CChar>
  typealias Texts = UnsafePointer<Text?>
  typealias Numbers = UnsafePointer<CInt>
  typealias Types = UnsafePointer<UInt32>

  /// The oldest that has the pipeline mode.
  static let oldestVersion = 140_000
  package static let usualName = "libpq.so.5"

  /// Such as 150018 for 15.18.
  package let version: Int

  let connectStart: @convention(c) @Sendable (Texts, Texts, CInt) -> Handle?
  let connectPoll: @convention(c) @Sendable (Handle) -> CInt
  let finish: @convention(c) @Sendable (Handle) -> Void
  let status: @convention(c) @Sendable (Handle) -> CInt
  let errorMessage: @convention(c) @Sendable (Handle) -> Text?
  let socket: @convention(c) @Sendable (Handle) -> CInt
  let serverVersion: @convention(c) @Sendable (Handle) -> CInt
  let backendID: @convention(c) @Sendable (Handle) -> CInt
  let setNonblocking: @convention(c) @Sendable (Handle, CInt) -> CInt
  let setNoticeReceiver:
    @convention(c) @Sendable (
      Handle, @convention(c) (UnsafeMutableRawPointer?, Handle?) -> Void, UnsafeMutableRawPointer?
    ) -> UnsafeRawPointer?
  let enterPipelineMode: @convention(c) @Sendable (Handle) -> CInt
  let sendPrepare: @convention(c) @Sendable (Handle, Text, Text, CInt, Types?) -> CInt
  let sendQuery:
    @convention(c) @Sendable (Handle, Text, CInt, Types?, Texts?, Numbers?, Numbers?, CInt) -> CInt
  let sendPrepared: @convention(c) @Sendable (Handle, Text, CInt, Texts?, Numbers?, Numbers?, CInt) -> CInt
  let pipelineSync: @convention(c) @Sendable (Handle) -> CInt
  let flush: @convention(c) @Sendable (Handle) -> CInt
  let consumeInput: @convention(c) @Sendable (Handle) -> CInt
  let isBusy: @convention(c) @Sendable (Handle) -> CInt
  let nextResult: @convention(c) @Sendable (Handle) -> Handle?
  let resultStatus: @convention(c) @Sendable (Handle) -> CInt
  let statusName: @convention(c) @Sendable (CInt) -> Text?
  let errorField: @convention(c) @Sendable (Handle, CInt) -> Text?
  let rowCount: @convention(c) @Sendable (Handle) -> CInt
  let commandTag: @convention(c) @Sendable (Handle) -> Text?
  let isNull: @convention(c) @Sendable (Handle, CInt, CInt) -> CInt
  let length: @convention(c) @Sendable (Handle, CInt, CInt) -> CInt
  let value: @convention(c) @Sendable (Handle, CInt, CInt) -> Text?
  let clear: @convention(c) @Sendable (Handle) -> Void

  /// Loads it, for good.
  ///
  /// - Parameter name: of the file, which the system looks for in its usual places.
  package static func load(_ name: String = usualName) throws(PostgreSQLError) -> ClientLibrary {
    guard let file = dlopen(name, RTLD_NOW | RTLD_LOCAL) else {
      throw .noLibrary(dlerror().map { String(cString: $0) } ?? name)
    }
    typealias Version = @convention(c) () -> CInt
    guard let symbol = dlsym(file, "PQlibVersion") else { throw .noLibrary("\(name) is not libpq") }
    let version = Int(unsafeBitCast(symbol, to: Version.self)())
    guard version >= oldestVersion else { throw .oldLibrary(version) }
    return try ClientLibrary(file, version)
  }

  private init(_ file: UnsafeMutableRawPointer, _ version: Int) throws(PostgreSQLError) {
    /// A function, of the type that its field has.
    func function<Function>(_ name: String) throws(PostgreSQLError) -> Function {
      guard let symbol = dlsym(file, name) else { throw .noLibrary("it has no function \(name)") }
      return unsafeBitCast(symbol, to: Function.self)
    }
    self.version = version
    connectStart = try function("PQconnectStartParams")
    connectPoll = try function("PQconnectPoll")
    finish = try function("PQfinish")
    status = try function("PQstatus")
    errorMessage = try function("PQerrorMessage")
    socket = try function("PQsocket")
    serverVersion = try function("PQserverVersion")
    backendID = try function("PQbackendPID")
    setNonblocking = try function("PQsetnonblocking")
    setNoticeReceiver = try function("PQsetNoticeReceiver")
    enterPipelineMode = try function("PQenterPipelineMode")
    sendPrepare = try function("PQsendPrepare")
    sendQuery = try function("PQsendQueryParams")
    sendPrepared = try function("PQsendQueryPrepared")
    pipelineSync = try function("PQpipelineSync")
    flush = try function("PQflush")
    consumeInput = try function("PQconsumeInput")
    isBusy = try function("PQisBusy")
    nextResult = try function("PQgetResult")
    resultStatus = try function("PQresultStatus")
    statusName = try function("PQresStatus")
    errorField = try function("PQresultErrorField")
    rowCount = try function("PQntuples")
    commandTag = try function("PQcmdStatus")
    isNull = try function("PQgetisnull")
    length = try function("PQgetlength")
    value = try function("PQgetvalue")
    clear = try function("PQclear")
  }
}

/// What a result of the library's is.
enum ResultStatus: CInt, CaseIterable {
  case empty = 0
  case done = 1
  case rows = 2
  case badResponse = 5
  case failed = 7
  case synchronized = 10
  case skipped = 11

  /// What the library calls it.
  var name: String {
    switch self {
    case .empty: "PGRES_EMPTY_QUERY"
    case .done: "PGRES_COMMAND_OK"
    case .rows: "PGRES_TUPLES_OK"
    case .badResponse: "PGRES_BAD_RESPONSE"
    case .failed: "PGRES_FATAL_ERROR"
    case .synchronized: "PGRES_PIPELINE_SYNC"
    case .skipped: "PGRES_PIPELINE_ABORTED"
    }
  }
}

/// How far a connection that is being made has come.
enum ConnectingStatus: CInt {
  case failed = 0
  case waitsToRead = 1
  case waitsToWrite = 2
  case done = 3
}
