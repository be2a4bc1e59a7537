package org.crosslearn.reports.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML that is also well-formed XML, with SVG inside. Text and attribute values are always
 * escaped, and an element can only be closed in its turn.
 */
final class Markup {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn; a null value leaves the attribute out
   */
  Markup open(String element, String... attributes) {
    startTag(element, attributes);
    out.append('>');
    open.push(element);
    return this;
  }

  /** Closes the element opened last. */
  Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Closes the element opened last and ends the line, which keeps the file readable. */
  Markup closeLine() {
    close();
    out.append('\n');
    return this;
  }

  /** An element without content. */
  Markup empty(String element, String... attributes) {
    startTag(element, attributes);
    out.append("/>");
    return this;
  }

  /** An element that holds nothing but text. */
  Markup element(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** A paragraph of one of the style sheet's classes. */
  Markup paragraph(String cssClass, String text) {
    return element("p", text, "class", cssClass);
  }

  Markup text(String text) {
    escape(text);
    return this;
  }

  /** A style sheet, which HTML reads without unescaping: it must not need any. */
  Markup style(String css) {
    if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
      throw new IllegalArgumentException("a style sheet in HTML may not contain < or &");
    }
    out.append("<style>\n").append(css).append("</style>\n");
    return this;
  }

  /** Everything written, once all elements are closed. */
  String markup() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("elements still open: " + open);
    }
    return out.toString();
  }

  /** A coordinate, to a hundredth of a pixel. */
  static String number(double value) {
    double rounded = Math.rint(value * 100) / 100;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  private void startTag(String element, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("attribute without value in element " + element);
    }
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        out.append(' ').append(attributes[i]).append("=\"");
        escape(attributes[i + 1]);
        out.append('"');
      }
    }
  }

  private void escape(String text) {
    text.codePoints().forEach(c -> {
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> out.appendCodePoint(isXmlCharacter(c) ? c : 0xFFFD);
      }
    });
  }

  /** Production 2 (Char) of XML 1.0, fifth edition. */
  private static boolean isXmlCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
