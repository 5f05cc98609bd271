import CClient
import Foundation

/// What is measured beside Waymark, where it is installed: nginx with a fixed answer, and Redis with a value to get.
enum Peers {
  static func isInstalled(_ name: String) -> Bool { path(of: name) != nil }

  private static func path(of name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { String($0) }
    return (folders + ["/usr/sbin"]).map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  /// nginx with one worker, which answers everything with as many bytes.
  ///
  /// - Parameter bytes: of the body.
  static func nginx(answering bytes: Int, in workplace: Workplace, named name: String) throws -> Server? {
    guard let program = path(of: "nginx") else { return nil }
    let (socket, file) = (workplace.path("\(name).sock"), workplace.path("\(name).conf"))
    let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
      "\($0)_temp_path \(workplace.path("\(name)-\($0)"));"
    }
    // A request is read at once, as it would not be into the kilobyte that is usual.
    let text = """
      daemon off; master_process off; worker_processes 1; pid \(workplace.path("\(name).pid"));
      error_log stderr;
      events { worker_connections 256; }
      http {
        access_log off; keepalive_requests 1000000000; client_header_buffer_size 16k;
        \(places.joined(separator: " "))
        server {
          listen unix:\(socket);
          location / { default_type application/json; return 200 '\(String(repeating: "1", count: bytes))'; }
        }
      }
      """
    try Data(text.utf8).write(to: URL(filePath: file))
    return try Server(
      [program, "-c", file, "-e", "stderr"], client: Client(socket), output: workplace.path("\(name).log"))
  }

  /// Redis with a value of as many bytes, and the request that gets it.
  static func redis(answering bytes: Int, in workplace: Workplace) throws -> (Server, Requests)? {
    guard let program = path(of: "redis-server") else { return nil }
    let client = Client(workplace.path("redis.sock"), speaking: client_redis)
    let server = try Server(
      [program, "--port", "0", "--unixsocket", client.socket, "--save", "", "--appendonly", "no"],
      client: client,
      output: workplace.path("redis.log"))
    let value = String(repeating: "1", count: bytes)
    let put = "*3\r\n$3\r\nSET\r\n$1\r\nv\r\n$\(bytes)\r\n\(value)\r\n"
    _ = try client.fetch(Requests([Array(put.utf8)]))
    return (server, Requests([Array("*2\r\n$3\r\nGET\r\n$1\r\nv\r\n".utf8)]))
  }
}
