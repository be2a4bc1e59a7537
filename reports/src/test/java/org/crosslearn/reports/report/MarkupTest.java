package org.crosslearn.reports.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkupTest {

  @Test
  void namesCannotBecomeMarkup() {
    String html = new Markup().element("td", "<script>&\"'", "title", "\"><b>").markup();
    assertThat(html).isEqualTo("<td title=\"&quot;&gt;&lt;b&gt;\">&lt;script&gt;&amp;&quot;'</td>");
  }

  @Test
  void charactersThatXmlForbidsAreReplaced() {
    assertThat(new Markup().text("a\u0000b\u001Bc\uD83D\uDE00").markup())
        .isEqualTo("a\uFFFDb\uFFFDc\uD83D\uDE00");
  }

  @Test
  void anElementLeftOpenIsNotPublished() {
    assertThatThrownBy(() -> new Markup().open("section").markup())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("section");
  }

  @Test
  void coordinatesAreShortAndIndependentOfTheLocale() {
    assertThat(Markup.number(12)).isEqualTo("12");
    assertThat(Markup.number(1 / 3.0)).isEqualTo("0.33");
    assertThat(Markup.number(-0.001)).isEqualTo("0");
  }

  @Test
  void aStyleSheetThatNeedsEscapingIsRefused() {
    assertThatThrownBy(() -> new Markup().style("a::after { content: '<'; }"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
