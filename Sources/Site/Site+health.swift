import Hummingbird
import Model
import Publishing
import Store

extension Site {
  /// `/healthz` for a watchdog, `/health.json` for whoever wants to know more.
  func addHealth(to router: Router<SiteContext>) {
    router.show("/healthz") { _, _ in
      _ = try await store.count(of: .river)
      let document = Rendered(body: Array("ok\n".utf8), contentType: "text/plain; charset=utf-8")
      return Rendering(document, fields: DocumentKind.status.fields)
    }
    router.show("/health.json") { _, _ in
      let now = now()
      let report = HealthReport(
        try await directory(), entries: try await store.count(of: .river),
        deliveries: profile.isPublic ? try await store.deliveryHealth(now: now) : nil,
        site: profile, now: now)
      return Rendering(try report.rendered(), fields: DocumentKind.status.fields)
    }
  }

  func addAssets(to router: Router<SiteContext>) {
    for (name, document) in assets.documents {
      let rendering = Rendering(document, fields: DocumentKind.file.fields)
      router.show("/\(name)") { _, _ in rendering }
    }
  }
}
