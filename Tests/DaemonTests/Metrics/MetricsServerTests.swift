import Foundation
import Glibc
import System
import Testing
import TestSupport

@testable import Daemon

/// Where the metrics of a running daemon are to be had.
@Suite struct MetricsServerTests {
  private static func port(of daemon: TestDaemon) throws -> UInt16 {
    let address = try daemon.log.wait(for: "daemon.started")["metrics"] ?? ""
    return try #require(address.split(separator: ":").last.flatMap { UInt16($0) }, "\(address)")
  }

  @Test func `over TCP there are metrics and nothing else, for who asks by an own name`() throws {
    let daemon = try TestDaemon(in: try TestFolder(), ["METRICS_LISTEN": "127.0.0.1:0"])
    let port = try Self.port(of: daemon)
    let cases: [(head: String, status: Int)] = [
      ("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:\(port)", 200),
      ("GET /metrics HTTP/1.1\r\nHost: localhost", 200),
      ("GET /metrics HTTP/1.1\r\nHost: LOCALHOST:80", 200),
      ("GET /metrics HTTP/1.1\r\nHost: [::1]:\(port)", 200),
      ("GET /metrics HTTP/1.1\r\nHost: 127.1.2.3", 200), ("GET /metrics HTTP/1.0", 200),
      ("GET /metrics?name=x HTTP/1.1\r\nHost: localhost", 200), ("GET /metrics HTTP/1.1", 400),
      ("GET /metrics HTTP/1.1\r\nHost: rebound.example", 421),
      ("GET /metrics HTTP/1.1\r\nHost: 10.0.0.1:\(port)", 421),
      ("GET /metrics HTTP/1.1\r\nHost: localhost.example:\(port)", 421),
      ("GET /metrics HTTP/1.1\r\nHost: ", 421),
      ("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1.example", 421),
      ("GET /v1/book HTTP/1.1\r\nHost: rebound.example", 421),
      ("GET /v1/book HTTP/1.1\r\nHost: localhost", 404), ("GET /readyz HTTP/1.1\r\nHost: localhost", 404),
      ("DELETE /metrics HTTP/1.1\r\nHost: localhost", 405),
      ("POST /metrics HTTP/1.1\r\nHost: localhost", 411),
      ("POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1", 413),
      ("POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100", 413),
    ]
    for (head, status) in cases {
      let client = try Client(port: port)
      try client.send("\(head)\r\n\r\n")
      #expect(try client.answer().status == status, "\(head)")
    }
    let client = try Client(port: port)
    let answer = try client.ask("HEAD", "/metrics")
    #expect(answer.status == 200 && answer.body.isEmpty)
    #expect(try client.ask("GET", "/metrics").text.hasPrefix("# HELP "))
    // Its connections are not among those of the socket.
    #expect(try daemon.get("/metrics").text.contains("\nwaymark_connections 1\n"))
    #expect(try daemon.stop() == 0)
    #expect(client.isEnded())
  }

  private static let hasIPv6 =
    (try? LoopbackAddress("[::1]:0").listen(backlog: 1)).map { close($0.descriptor) } != nil

  @Test(.enabled(if: hasIPv6, "this machine has no ::1"))
  func `an address of IPv6 serves them, too`() throws {
    let daemon = try TestDaemon(in: try TestFolder(), ["METRICS_LISTEN": "[::1]:0"])
    #expect(try daemon.log.wait(for: "daemon.started")["metrics"]?.hasPrefix("[::1]:") == true)
    #expect(try Self.port(of: daemon) > 0)
    #expect(try daemon.stop() == 0)
  }

  @Test func `connections that do nothing keep nobody from the metrics for long`() throws {
    let daemon = try TestDaemon(in: try TestFolder(), ["METRICS_LISTEN": "127.0.0.1:0"])
    let port = try Self.port(of: daemon)
    let idle = try (0..<40).map { _ in try TestConnection(port: port) }
    var answer = try? Client(port: port).ask("GET", "/metrics")
    while answer?.status != 200 { answer = try? Client(port: port).ask("GET", "/metrics") }
    #expect(answer?.status == 200 && !idle.isEmpty)
    #expect(try daemon.get("/livez").status == 200)
  }

  @Test func `a port that is taken ends the start, and says so`() throws {
    let (descriptor, address) = try LoopbackAddress("127.0.0.1:0").listen(backlog: 1)
    defer { close(descriptor) }
    let daemon = try TestDaemon(in: try TestFolder(), ["METRICS_LISTEN": "\(address)"], waits: false)
    #expect(try daemon.exitCode() == 1)
    let line = daemon.log.untilEnd().last
    #expect(
      line?.event == "daemon.failed" && line?["message"]?.contains("\(address)") == true, "\(daemon.log.text)"
    )
    #expect(!FileManager.default.fileExists(atPath: daemon.socketPath))
  }

  @Test func `a file of them is written at the start and at the end, whole, for everybody to read`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder, ["METRICS_TEXTFILE": folder.at("waymark.prom")])
    #expect(try daemon.decide(Samples.state("anna")).status == 200)
    #expect(try daemon.stop() == 0)
    let text = try folder.read("waymark.prom")
    #expect(text.contains("\nwaymark_decisions_total{outcome=\"matched\"} 1\n"))
    // They would clash with those of the exporter that reads it.
    #expect(!text.contains("process_") && !text.contains("# EOF"))
    #expect(FileStatus(of: folder.at("waymark.prom"), followingLinks: false)?.permissions == 0o644)
    #expect(try folder.names.filter { $0.hasPrefix("waymark.prom") } == ["waymark.prom"])
  }

  @Test func `a file that cannot be written is said, and the daemon goes on`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder, ["METRICS_TEXTFILE": folder.at("nowhere/waymark.prom")])
    let line = try daemon.log.wait(for: "metrics.unavailable")
    #expect(line["level"] == "warning" && line["file"] == folder.at("nowhere/waymark.prom"))
    #expect(try daemon.decide(Samples.state("anna")).status == 200)
    #expect(try daemon.stop() == 0)
    #expect(daemon.log.lines(of: "metrics.unavailable").count == 1)
  }
}
