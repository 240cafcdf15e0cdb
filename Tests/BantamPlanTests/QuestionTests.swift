import BantamPlan
import BantamProgram
import Testing

/// Which fields could be asked for, and what hangs on each.
struct QuestionTests {
  @Test func oneQuestionPerField() throws {
    let plan = try planned(
      """
      place kiel = 54.32, 10.13
      fields { location : location from "lat", "lon" }
      segment near { location within 5 km of kiel }
      segment large { employees >= 50 }
      score fit {
          size weight 1 { 100 when large and near, 50 when large }
          kind weight 1 { 100 when kind = "company" }
          heat weight 1 sum to 100 { 5 per "visit" }
      }
      """)
    let score = plan.scores[0]
    #expect(score.questions.count == 2)
    let names = score.questions.map { question in question.columns.map { plan.columns[$0].name } }
    #expect(Set(names) == [["employees"], ["lat", "lon"]])
    let both = try #require(score.disciplines[0].lines.first)
    guard case .when(let node, _) = both else {
      Issue.record("no condition")
      return
    }
    for question in score.questions {
      #expect(question.nodes.contains(node))
      #expect(question.nodes == question.nodes.sorted())
    }
  }
}
