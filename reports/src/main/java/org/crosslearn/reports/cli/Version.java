package org.crosslearn.reports.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/**
 * The version that the build wrote beside this class, and which build of it this is: results of
 * other code must not be taken for results of this one.
 */
final class Version implements IVersionProvider {
  private static final int BUILD_DIGITS = 12;

  /** Such as {@code 0.1.0+3f2a9c01b7de}; without the build when classes do not come from a jar. */
  static String text() {
    return number() + build().map(build -> "+" + build).orElse("");
  }

  private static Optional<String> build() {
    try {
      Path code = Path.of(
          Version.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(code)) {
        return Optional.empty();
      }
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(code));
      return Optional.of(HexFormat.of().formatHex(digest).substring(0, BUILD_DIGITS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String number() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"crosslearn " + text()};
  }
}
