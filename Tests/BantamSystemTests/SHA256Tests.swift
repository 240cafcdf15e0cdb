import BantamSystem
import Testing

/// The examples that NIST publishes for FIPS 180-4, and lengths about the ends of blocks.
@Suite struct SHA256Tests {
  @Test(arguments: [
    (
      "",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    ),
    (
      "abc",
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    ),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func publishedExamples(message: String, hash: String) {
    #expect(hexadecimal(SHA256.hash(message.utf8)) == hash)
  }

  @Test func aMillionTimesA() {
    #expect(
      hexadecimal(SHA256.hash(repeatElement(0x61, count: 1_000_000)))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// `a` so many times, by OpenSSL.
  @Test(arguments: [
    (1, "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"),
    (55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
    (56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
    (57, "f13b2d724659eb3bf47f2dd6af1accc87b81f09f59f2b75e5c0bed6589dfe8c6"),
    (63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
    (64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
    (65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"),
    (119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"),
    (120, "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"),
    (128, "6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e"),
  ])
  func endsOfBlocks(count: Int, hash: String) {
    #expect(hexadecimal(SHA256.hash(repeatElement(0x61, count: count))) == hash)
  }

  @Test func partsAddUp() {
    let message = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
    for cut in [0, 1, 63, 64, 65, 200, 300] {
      var hash = SHA256()
      hash.add(message[..<cut])
      hash.add(message[cut...])
      #expect(hash.finished() == SHA256.hash(message))
    }
  }

  @Test func hexadecimalDigits() {
    #expect(hexadecimal([0, 1, 0xAB, 0xFF]) == "0001abff")
    #expect(bytes(ofHexadecimal: "0001ABff") == [0, 1, 0xAB, 0xFF])
    for text in ["0", "0g", "+1", " 1", "1 "] { #expect(bytes(ofHexadecimal: text) == nil) }
  }

  @Test func randomBytesDiffer() {
    var source = SystemRandomNumberGenerator()
    #expect(randomBytes(32, from: &source) != randomBytes(32, from: &source))
    #expect(randomBytes(0, from: &source) == [])
  }
}
