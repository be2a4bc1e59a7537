package org.crosslearn.algorithms.data;

import java.net.URI;
import java.util.List;
import org.crosslearn.algorithms.data.RemoteFiles.RemoteFile;

/**
 * Handwritten digits: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to
 * document recognition", Proceedings of the IEEE 86(11), 1998. The checksums are those of the
 * packed files that the authors published, as torchvision states them.
 */
public final class Mnist extends IdxSource {
  public Mnist() {
    super(
        "mnist",
        "handwritten digits, 28x28, 60,000 train + 10,000 test, 10 classes (CC BY-SA 3.0)",
        new ImageShape(28, 28, 1),
        10,
        new RemoteFiles(
            List.of(
                URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
            List.of(
                new RemoteFile("train-images-idx3-ubyte.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
                new RemoteFile("train-labels-idx1-ubyte.gz", "d53e105ee54ea40749a09fcbcd1e9432"),
                new RemoteFile("t10k-images-idx3-ubyte.gz", "9fb629c4189551a2d022fa330f9573f3"),
                new RemoteFile("t10k-labels-idx1-ubyte.gz", "ec29112dd5afa0611ce80d1b7f02629c"))));
  }
}
