import Foundation
import Testing

@testable import BantamSystem

/// Lines come whole, however long; one beyond the bound is refused.
@Suite final class ReadAheadTests {
  private let path = NSTemporaryDirectory() + "bantam-lines-\(UUID().uuidString)"

  deinit { try? FileManager.default.removeItem(atPath: path) }

  private func pieces(_ text: [UInt8]) throws -> [[UInt8]] {
    try Data(text).write(to: URL(fileURLWithPath: path))
    let source = try ReadAhead(path: path)
    var pieces: [[UInt8]] = []
    while let piece = try source.next() {
      #expect(piece.suffix(ReadAhead.paddingBytes).allSatisfy { $0 == 0 })
      pieces.append(Array(piece.dropLast(ReadAhead.paddingBytes)))
    }
    return pieces
  }

  @Test func piecesAreWholeLines() throws {
    #expect(try pieces([]).isEmpty)
    #expect(try pieces(Array("a\nb".utf8)).joined().elementsEqual("a\nb".utf8))
    var text: [UInt8] = []
    for line in 0..<400_000 { text += Array("line \(line)\n".utf8) }
    let found = try pieces(text)
    #expect(found.dropLast().allSatisfy { $0.last == 0x0A })
    #expect(found.joined().elementsEqual(text))
  }

  @Test func longLinesComeWhole() throws {
    let long = [UInt8](repeating: 0x78, count: 12 << 20)
    let text = Array("a\n".utf8) + long + [0x0A] + long
    #expect(try pieces(text).joined().elementsEqual(text))
  }

  @Test func endlessLinesAreRefused() throws {
    #expect(throws: SystemError.self) { try pieces([UInt8](repeating: 0x78, count: 20 << 20)) }
  }
}
