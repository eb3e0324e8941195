import Harness
import Testing
import Wire

/// That the sandbox answers what a real API server answers.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct HonestyTests {
  @Test(arguments: Chapter.all)
  func `the sandbox answers what a real server was recorded to answer`(_ chapter: Chapter)
    async throws
  {
    let recording = try #require(
      Recording(of: chapter.name), "record it: HONESTY_RECORD=1 and KUBEBUILDER_ASSETS")
    let answers = await HonestyStage.tell(chapter, on: try await HonestyStage.sandbox())
    report(chapter, expected: recording.answers, got: answers)
  }

  @Test(
    .enabled(
      if: HonestyStage.assets != nil,
      """
      KUBEBUILDER_ASSETS is not set: it names a folder with etcd, kube-apiserver and \
      kube-controller-manager
      """), arguments: Chapter.all)
  func `a real server answers what was recorded`(_ chapter: Chapter) async throws {
    let real = try await HonestyStage.real(try #require(HonestyStage.assets))
    let answers = await HonestyStage.tell(chapter, on: real)
    if HonestyStage.isRecording { try Recording(answers).write(chapter.name) }
    let recording = try #require(Recording(of: chapter.name))
    report(chapter, expected: recording.answers, got: answers, known: [])
  }

  private func report(
    _ chapter: Chapter, expected: [Answer], got: [Answer], known: [Difference] = Difference.known
  ) {
    let comparison = Comparison(chapter.name, expected: expected, got: got, known: known)
    for problem in comparison.problems { Issue.record("\(chapter.name): \(problem)") }
  }
}
