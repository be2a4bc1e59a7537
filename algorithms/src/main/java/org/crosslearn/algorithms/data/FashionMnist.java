package org.crosslearn.algorithms.data;

import java.net.URI;
import java.util.List;
import org.crosslearn.algorithms.data.RemoteFiles.RemoteFile;

/**
 * Articles of clothing: H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a novel image dataset for
 * benchmarking machine learning algorithms", arXiv:1708.07747, 2017. The checksums are those of the
 * packed files that the authors published. Debian's package dataset-fashion-mnist holds the same
 * files without name and time in their gzip headers: with these restored, all four checksums were
 * reproduced.
 */
public final class FashionMnist extends IdxSource {
  public FashionMnist() {
    super(
        "fashion-mnist",
        "articles of clothing, 28x28, 60,000 train + 10,000 test, 10 classes (MIT)",
        new ImageShape(28, 28, 1),
        10,
        new RemoteFiles(
            List.of(
                URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                URI.create("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/"
                    + "master/data/fashion/")),
            List.of(
                new RemoteFile("train-images-idx3-ubyte.gz", "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
                new RemoteFile("train-labels-idx1-ubyte.gz", "25c81989df183df01b3e8a0aad5dffbe"),
                new RemoteFile("t10k-images-idx3-ubyte.gz", "bef4ecab320f06d8554ea6380940ec79"),
                new RemoteFile("t10k-labels-idx1-ubyte.gz", "bb300cfdad3c16e7a12a480ee83cd310"))));
  }
}
