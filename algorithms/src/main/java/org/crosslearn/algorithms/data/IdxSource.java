package org.crosslearn.algorithms.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A data set of grey images that comes as four IDX files named like those of MNIST, each plain or
 * packed with gzip ({@code .gz}; preferred where both exist).
 *
 * <p>The first place of {@link DataFolders#places} with any of the files is used, and it must hold
 * all four. Several data sets share this layout to the byte, so files whose content is known to be
 * another part of another data set are refused; content that is not known is accepted.
 */
public abstract class IdxSource implements DataSource {
  private final String name;
  private final String summary;
  private final ImageShape shape;
  private final int classes;
  private final RemoteFiles remote;

  /**
   * @param name as users write it; also the name of its folder
   * @param summary one line for listings
   * @param shape of the images, one channel
   * @param classes labels are 0 .. classes - 1; at most 256, as they are bytes
   * @param remote where to fetch the files
   */
  protected IdxSource(
      String name, String summary, ImageShape shape, int classes, RemoteFiles remote) {
    if (shape.channels() != 1 || classes < 2 || classes > 256) {
      throw new IllegalArgumentException("IDX data sets have 1 channel and 2..256 classes, found "
          + shape.channels() + " and " + classes);
    }
    this.name = name;
    this.summary = summary;
    this.shape = shape;
    this.classes = classes;
    this.remote = remote;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String summary() {
    return summary;
  }

  @Override
  public final Optional<RemoteFiles> remote() {
    return Optional.of(remote);
  }

  @Override
  public final Availability availability(DataFolders folders) {
    Optional<Place> place = find(folders);
    if (place.isEmpty()) {
      return new Availability(false, "not found; 'crosslearn data fetch " + name + "' gets it");
    }
    List<String> missing = place.get().missing();
    if (!missing.isEmpty()) {
      return new Availability(
          false, "incomplete in " + place.get().folder + ": no " + String.join(", ", missing));
    }
    return new Availability(true, place.get().folder.toString());
  }

  @Override
  public final DataSet load(DataFolders folders) {
    Place place = find(folders).orElseThrow(() -> notFound(folders));
    if (!place.missing().isEmpty()) {
      throw new DataException(place.folder + ": " + name + " is incomplete, found no "
          + String.join(", ", place.missing()) + ". " + remedy());
    }
    return new DataSet(
        name,
        shape,
        classes,
        samples(place, IdxPart.TRAIN_IMAGES, IdxPart.TRAIN_LABELS),
        samples(place, IdxPart.TEST_IMAGES, IdxPart.TEST_LABELS));
  }

  private Optional<Place> find(DataFolders folders) {
    return places(folders)
        .map(folder -> new Place(folder, filesIn(folder.path())))
        .filter(place -> !place.files.isEmpty())
        .findFirst();
  }

  private Stream<DataFolders.Folder> places(DataFolders folders) {
    return folders.places(name).stream().filter(folder -> {
      Path last = folder.path().toAbsolutePath().normalize().getFileName();
      return last == null || !IdxPart.belongsToAnother(last.toString(), name);
    });
  }

  private static Map<IdxPart, Path> filesIn(Path folder) {
    Map<IdxPart, Path> files = new EnumMap<>(IdxPart.class);
    for (IdxPart part : IdxPart.values()) {
      Stream.of(part.fileName() + ".gz", part.fileName())
          .map(folder::resolve)
          .filter(Files::isRegularFile)
          .findFirst()
          .ifPresent(file -> files.put(part, file));
    }
    return files;
  }

  private Samples samples(Place place, IdxPart imagesPart, IdxPart labelsPart) {
    IdxFile images = read(place, imagesPart, new int[] {shape.height(), shape.width()});
    IdxFile labels = read(place, labelsPart, new int[0]);
    if (images.samples() != labels.samples()) {
      throw IdxFile.refused(
          labels.path(),
          labels.samples() + " labels",
          images.samples() + ", one for each image in " + images.path().getFileName(),
          remedy());
    }
    return new Samples(scaled(images.data()), classes(labels));
  }

  private IdxFile read(Place place, IdxPart part, int[] sampleDimensions) {
    IdxFile file = IdxFile.read(place.files.get(part), sampleDimensions, remedy());
    IdxPart.Known expected = new IdxPart.Known(name, part);
    Optional<IdxPart.Known> other =
        IdxPart.known(file.md5()).filter(known -> !known.equals(expected));
    if (other.isPresent()) {
      throw IdxFile.refused(
          file.path(),
          other.get() + " (its checksum tells)",
          expected.toString(),
          "Maybe files were mixed up. " + remedy());
    }
    return file;
  }

  private static float[] scaled(byte[] pixels) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[i] & 0xff) / 255f;
    }
    return values;
  }

  private int[] classes(IdxFile file) {
    int[] labels = new int[file.samples()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = file.data()[i] & 0xff;
      if (labels[i] >= classes) {
        throw IdxFile.refused(
            file.path(),
            "label " + labels[i] + " at sample " + i,
            "labels 0.." + (classes - 1),
            remedy());
      }
    }
    return labels;
  }

  private DataException notFound(DataFolders folders) {
    return new DataException("The data set " + name + " was not found. Looked in:\n"
        + places(folders).map(folder -> "  " + folder + "\n").collect(Collectors.joining())
        + "Fetch it with 'crosslearn data fetch " + name + "', or place the files "
        + Arrays.stream(IdxPart.values())
            .map(part -> part.fileName() + "[.gz]")
            .collect(Collectors.joining(", "))
        + " in one of these folders.");
  }

  private String remedy() {
    return "Replace it, or run 'crosslearn data fetch " + name + "'.";
  }

  /** A folder with at least one of the files. */
  private record Place(DataFolders.Folder folder, Map<IdxPart, Path> files) {
    List<String> missing() {
      return Arrays.stream(IdxPart.values())
          .filter(part -> !files.containsKey(part))
          .map(IdxPart::fileName)
          .toList();
    }
  }
}
