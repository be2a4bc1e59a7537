package org.crosslearn.crossbar.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.crosslearn.crossbar.kernel.KernelChoice.Provider;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {

  @Test
  void theFasterProviderIsTakenByItself() {
    assertThat(KernelChoice.of(null, true, true).provider()).isEqualTo(Provider.VECTOR);
    assertThat(KernelChoice.of(null, true, false).provider()).isEqualTo(Provider.PLAIN);
    assertThat(KernelChoice.of(null, false, false).provider()).isEqualTo(Provider.PLAIN);
  }

  @Test
  void thePropertyForcesAProvider() {
    assertThat(KernelChoice.of("plain", true, true).create()).isInstanceOf(PlainKernels.class);
    assertThat(KernelChoice.of("vector", true, false).create()).isInstanceOf(VectorKernels.class);
    assertThatThrownBy(() -> KernelChoice.of("vector", false, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Maybe start Java with --add-modules jdk.incubator.vector");
    assertThatThrownBy(() -> KernelChoice.of("fast", true, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got \"fast\", allowed are \"plain\" and \"vector\"");
  }

  @Test
  void withoutTheVectorModuleThePlainProviderWorksAndNamesTheFlag() throws Exception {
    assertThat(childSays())
        .isEqualTo(
            "PlainKernels 11.0 | plain kernels (module jdk.incubator.vector is absent; start Java with"
                + " --add-modules jdk.incubator.vector for much faster products)");
  }

  @Test
  void aForcedProviderSaysSo() throws Exception {
    String add = "--add-modules=jdk.incubator.vector";
    assertThat(childSays(add, "-Dcrosslearn.kernels=plain"))
        .isEqualTo("PlainKernels 11.0 | plain kernels (forced by -Dcrosslearn.kernels=plain)");
    assertThat(childSays(add, "-Dcrosslearn.kernels=vector"))
        .startsWith("VectorKernels 11.0 | vector kernels, ")
        .endsWith(" floats per register (forced by -Dcrosslearn.kernels=vector)");
  }

  /** The last line that {@link Child} prints in a Java process of its own. */
  private static String childSays(String... javaOptions) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(javaOptions));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes()).lines().toList();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    return lines.get(lines.size() - 1);
  }

  static final class Child {
    public static void main(String[] arguments) {
      DenseKernels kernels = DenseKernels.create();
      float[] c = new float[1];
      kernels.multiplyNT(
          1, 1, 2, new float[] {1, 2}, 0, 2, new float[] {3, 4}, 0, 2, c, 0, 1, false);
      System.out.println(
          kernels.getClass().getSimpleName() + " " + c[0] + " | " + DenseKernels.description());
    }
  }
}
