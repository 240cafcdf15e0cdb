import BantamDoc
import BantamProgram
import BantamSystem
import SpecSupport
import Testing

/// The reference of a rule set.
struct DocumentTests {
  /// Byte by byte, as Markdown in English and as HTML in German.
  @Test(arguments: [("small.md", DocumentFormat.markdown, Language.english), ("small.html", .html, .german)])
  func theSmallRuleSet(_ file: String, _ format: DocumentFormat, _ language: Language) throws {
    let folder = Programs.root + "/Tests/BantamDocTests/Golden/"
    func text(_ name: String) throws -> String {
      String(decoding: try readFile(path: folder + name, maximumBytes: 1 << 20), as: UTF8.self)
    }
    var example = SpecExample(rules: "")
    example.ruleFiles = [("small.bant", try text("small.bant"))]
    let (program, diagnostics) = example.checked()
    #expect(specReport(diagnostics, program.files) == "")
    let found = describe(Catalogue(program), as: format, language, name: "small").split(
      separator: "\n", omittingEmptySubsequences: false)
    let wanted = try text(file).split(separator: "\n", omittingEmptySubsequences: false)
    let place = zip(found, wanted).enumerated().first { $1.0 != $1.1 }?.offset ?? min(found.count, wanted.count)
    #expect(found == wanted, "line \(place + 1): \(found.dropFirst(place).first ?? "ends")")
  }

  @Test(arguments: Language.allCases) func pagesAreWhole(_ language: Language) throws {
    let programs = try Programs.all()
    #expect(programs.count > 100)
    for (name, program) in programs {
      let catalogue = Catalogue(program)
      let page = describe(catalogue, as: .html, language, name: name)
      let checker = PageChecker(page)
      #expect(checker.problems == [], "\(name)")
      #expect(describe(catalogue, as: .html, language, name: name) == page)
      for segment in program.segments {
        #expect(checker.ids.contains("\(segment.isDefine ? "define" : "segment")-\(segment.name)"), "\(name)")
      }
      for campaign in program.campaigns { #expect(checker.ids.contains("campaign-\(campaign.name)"), "\(name)") }
    }
  }

  @Test func linksOfMarkdownLeadSomewhere() throws {
    for (name, program) in try Programs.all() {
      let page = describe(Catalogue(program), as: .markdown, .english, name: name)
      let anchors = Set(page.matches(of: /<a id="([^"]*)"><\/a>/).map { String($0.1) })
      let links = Set(page.matches(of: /\]\(#([^)]*)\)/).map { String($0.1) })
      #expect(!links.isEmpty || program.segments.isEmpty, "\(name)")
      #expect(links.subtracting(anchors).sorted() == [], "\(name)")
    }
  }

  /// Labels, comments and texts of the user command nothing.
  @Test(arguments: Language.allCases) func nothingOfTheUsersTextIsMarkup(_ language: Language) throws {
    let evil = #"<script>alert('1')</script>&amp; \"\" `` ]]> --> | *b* [x](http://evil.example) "# + "\u{202E}"
    let rules = """
      ## \(evil.replacing("\\\"", with: "\""))
      segment s "\(evil)" { city = "\(evil)", name matches /<b>/, did "\(evil)" }
      list l "\(evil)" = ["\(evil)"]
      place p "\(evil)" = 1, 2
      fields { f: text from "\(evil)" "\(evil)", g: choice ["\(evil)"] }
      team t "\(evil)" ["a@example.com"]
      purpose u "\(evil)" { basis consent, channel email }
      score b "\(evil)" { d "\(evil)" weight 1 { 100 when s, 0 otherwise }, veto "\(evil)" when f is known }
      grades of b { A otherwise { notify "\(evil)", suggest "\(evil)" } }
      funnel n "\(evil)" per contact { stage one "\(evil)" handled by t, stage two, one to two when joined and city = "\(evil)" }
      campaign c "\(evil)" { audience s, purpose u, status "\(evil)" responded, qualify with b }
      test "\(evil)" { given company x { city: "\(evil)" }, expect x in s }
      """
    let (program, diagnostics) = SpecExample(rules: rules).checked()
    #expect(specReport(diagnostics, program.files) == "")
    let catalogue = Catalogue(program)
    let page = describe(catalogue, as: .html, language, name: evil)
    #expect(PageChecker(page).problems == [])
    #expect(!page.contains("<script") && !page.contains("<b>") && !page.contains("\u{202E}"))
    let markdown = describe(catalogue, as: .markdown, language, name: evil)
    let outside = markdown.split(separator: "\n```").enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    #expect(outside.count > 10)
    for part in outside {
      #expect(!part.contains("<script") && part.firstMatch(of: /[^\\]\]\(http/) == nil)
      // What stands in a span of code is no tag.
      let tags = part.replacing("`<b>`", with: "").split(separator: "<").dropFirst()
      #expect(tags.allSatisfy { $0.hasPrefix("a id=") || $0.hasPrefix("/a>") })
    }
  }
}
