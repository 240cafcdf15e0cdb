import BantamDiagnostics
import BantamSyntax
import Testing

/// Bytes that are no UTF-8 text, and bytes nobody sees.
struct EncodingTests {
  private func report(_ bytes: [UInt8]) -> String {
    let source = SourceFile(path: "a.bant", bytes: bytes)
    let (tree, errors) = parse(source, file: 0)
    #expect(treeProblem(tree, errors) == nil)
    return errors.map { error in
      let position = source.position(of: error.span.start)
      return "\(position.line):\(position.column) \(error.diagnostic.code)"
    }.joined(separator: " ")
  }

  @Test func aByteOrderMarkIsNoText() {
    #expect(report([0xEF, 0xBB, 0xBF] + Array("segment a { b }\n".utf8)) == "")
  }

  @Test func carriageReturnsAreBlanks() {
    #expect(report(Array("segment a {\r\n  b\r\n  c = \"x\"\r\n}\r\n".utf8)) == "")
  }

  @Test func emptyFilesAndComments() {
    #expect(report([]) == "")
    #expect(report(Array("\n\n# nothing\n".utf8)) == "")
    #expect(report(Array("#".utf8)) == "")
  }

  @Test func aNulByteIsOneMessage() {
    #expect(report(Array("segment a {\n  b\0\n  c\n}\n\0\0".utf8)) == "2:4 BT0105")
    #expect(report(Array("segment a {\n  b = \"x\0y\"\n}\n".utf8)) == "2:9 BT0105")
    #expect(report(Array("# \0\nsegment a { b }".utf8)) == "1:3 BT0105")
  }

  @Test func latin1IsOneMessage() {
    let latin =
      Array("segment gr".utf8) + [0xF6, 0xDF] + Array("e {\n  stra".utf8) + [0xDF] + Array("e = \"M".utf8)
      + [0xFC] + Array("nchen\" # f".utf8) + [0xFC] + Array("r\n}\n".utf8)
    #expect(report(latin) == "1:11 BT0111")
  }

  @Test func utf16IsOneMessage() {
    let text = Array("segment a { b }\n".utf16)
    #expect(report([0xFF, 0xFE] + text.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }) == "1:1 BT0111")
    #expect(report([0xFE, 0xFF] + text.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }) == "1:1 BT0111")
  }

  @Test(arguments: [
    [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0xFF], [0x80],
  ])
  func malformedSequences(_ bytes: [UInt8]) {
    #expect(report(Array("segment a { b = \"".utf8) + bytes + Array("\" }".utf8)) == "1:18 BT0111")
  }

  @Test func decomposedLettersAreNames() {
    #expect(report(Array("segment gro\u{308}\u{df}e { b }".utf8)) == "")
  }
}
