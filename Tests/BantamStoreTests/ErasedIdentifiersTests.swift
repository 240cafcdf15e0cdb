import BantamSystem
import Testing

@testable import BantamStore

/// Which contacts count as the one that was erased.
@Suite struct ErasedIdentifiersTests {
  let identifiers = ErasedIdentifiers(salt: Array(0..<32))
  let erased = ErasedIdentifiers.Identity(
    email: "Anna.Muster@Firma.example", customerNumber: "K-17", name: "Anna Muster", postcode: "20095")

  @Test(arguments: [
    ErasedIdentifiers.Identity(email: " anna.muster@firma.EXAMPLE "),
    .init(customerNumber: "k-17"),
    .init(name: "ANNA  MUSTER", postcode: "20095"),
    .init(firstName: "Anna", lastName: "Muster ", postcode: " 20095"),
    .init(email: "other@firma.example", name: "Anna Muster", postcode: "20095"),
  ])
  func isTheSame(identity: ErasedIdentifiers.Identity) {
    #expect(!Set(identifiers.hashes(of: identity)).isDisjoint(with: identifiers.hashes(of: erased)))
  }

  @Test(arguments: [
    ErasedIdentifiers.Identity(),
    .init(email: "  ", customerNumber: "", name: "", postcode: ""),
    .init(email: "anna.muster@firma.example.org"),
    // Each value counts as what it is.
    .init(email: "K-17", customerNumber: "anna.muster@firma.example"),
    .init(name: "Anna Muster"),
    .init(name: "Anna Muster", postcode: "20097"),
    .init(name: "Anna", postcode: "Muster 20095"),
  ])
  func isAnother(identity: ErasedIdentifiers.Identity) {
    #expect(Set(identifiers.hashes(of: identity)).isDisjoint(with: identifiers.hashes(of: erased)))
  }

  @Test func hashesAreThoseOfSHA256() {
    let message = Array(0..<32 as Range<UInt8>) + Array("email\0anna.muster@firma.example".utf8)
    #expect(identifiers.hashes(of: .init(email: "Anna.Muster@Firma.example")) == [hexadecimal(SHA256.hash(message))])
    #expect(identifiers.hashes(of: erased).count == 3)
  }

  @Test func anotherSaltGivesOtherHashes() {
    let other = ErasedIdentifiers(salt: Array(1..<33))
    #expect(Set(other.hashes(of: erased)).isDisjoint(with: identifiers.hashes(of: erased)))
  }
}
