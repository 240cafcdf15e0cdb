import BantamDoc
import BantamProgram
import SpecSupport
import Testing

/// Every declaration as sentences, in both languages.
struct ReadTests {
  @Test(arguments: try ReadSpec.all())
  func specsHold(_ spec: ReadSpec) {
    #expect(!spec.names.isEmpty)
    let found = spec.actual()
    #expect(found == spec.example.expected + "\n", "\(spec)\n\(found)")
  }

  /// The specs leave no kind of condition, window, text test or figure out.
  @Test func nothingIsLeftOut() throws {
    var seen = SeenKinds()
    for spec in try ReadSpec.all() { seen.add(spec.example.checked().program) }
    #expect(SeenKinds.all.subtracting(seen.names).sorted() == [])
    #expect(Set(Comparison.allCases).subtracting(seen.comparisons) == [])
    #expect(Set(CalendarUnit.allCases).subtracting(seen.units) == [])
    #expect(Set(Duration.Unit.allCases).subtracting(seen.durations) == [])
  }

  @Test func linesFit() throws {
    for spec in try ReadSpec.all() {
      let catalogue = Catalogue(spec.example.checked().program)
      for reference in catalogue.references {
        for language in Language.allCases {
          let text = read(reference, in: catalogue, language).text(in: catalogue, language, width: 60)
          let long = text.split(separator: "\n").filter { $0.count > 60 && $0.split(separator: " ").count > 1 }
          #expect(long.isEmpty, "\(long)")
        }
      }
    }
  }

  @Test func markdownHasNestedLists() {
    let example = SpecExample(
      rules: """
        segment s "A*b_c" {
            country = "DE"
            any { city = "<Kiel>", did "x" at least 2 times in last 1 week, phone is known, email is known }
        }
        """)
    let catalogue = Catalogue(example.checked().program)
    let reading = read(.segment(0), in: catalogue, .english)
    #expect(
      reading.markdown(in: catalogue, .english) == """
        ## A\\*b\\_c

        A contact belongs to “A\\*b\\_c” if all of this is true:

        - its country is “DE”
        - at least one of these is true:
          - its city is “&lt;Kiel&gt;”
          - “x” happened at least twice within the last week
          - its phone is known
          - its e-mail address is known

        If country is not known, the contact is not in it.

        """)
  }

  @Test func namesThatAreNearAreFound() {
    let catalogue = Catalogue(SpecExample(rules: "segment retail { city = \"Kiel\" }").checked().program)
    #expect(catalogue.nearest(to: "retial") == "retail")
    #expect(catalogue.references(named: "retial") == [])
  }
}
