package org.crosslearn.algorithms.data;

/**
 * MNIST as MLP+NeuroSim V3.0 presents it: rows and columns 4 to 23 of each image, every pixel of at
 * least half the full value 1 and the others 0. The files are those of {@link Mnist}.
 */
public final class MnistBlackAndWhite implements DataSource {
  private static final int MARGIN = 4;
  private static final ImageShape SHAPE = new ImageShape(20, 20, 1);

  private final Mnist mnist = new Mnist();

  @Override
  public String name() {
    return "mnist-20x20-bw";
  }

  @Override
  public String summary() {
    return "the middle 20x20 pixels of mnist in black and white, as MLP+NeuroSim uses them";
  }

  @Override
  public Availability availability(DataFolders folders) {
    return mnist.availability(folders);
  }

  @Override
  public DataSet load(DataFolders folders) {
    DataSet whole = mnist.load(folders);
    return new DataSet(
        name(),
        SHAPE,
        whole.classes(),
        cropped(whole.train(), whole.shape()),
        cropped(whole.test(), whole.shape()));
  }

  private static Samples cropped(Samples samples, ImageShape shape) {
    float[] pixels = new float[samples.size() * SHAPE.features()];
    int to = 0;
    for (int sample = 0; sample < samples.size(); sample++) {
      for (int row = MARGIN; row < MARGIN + SHAPE.height(); row++) {
        int from = sample * shape.features() + row * shape.width() + MARGIN;
        for (int column = 0; column < SHAPE.width(); column++) {
          pixels[to++] = samples.images()[from + column] >= 0.5f ? 1 : 0;
        }
      }
    }
    return new Samples(pixels, samples.labels());
  }
}
