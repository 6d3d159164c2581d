import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { uploadsADay } from '../../src/lib/domain/pictures.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { keepPicture, keptPictures } from '../../src/lib/server/images/keeping.ts';
import { keepLayer } from '../../src/lib/server/images/layering.ts';
import { receivePicture } from '../../src/lib/server/images/receiving.ts';
import { refinePicture } from '../../src/lib/server/images/refining.ts';
import { openPicture } from '../../src/lib/server/images/serving.ts';
import {
  newPictureId,
  originalFile,
  pictureFolder,
  storePicture,
} from '../../src/lib/server/images/storing.ts';
import { sweepPictures } from '../../src/lib/server/images/sweeping.ts';
import { keepUpload } from '../../src/lib/server/images/uploading.ts';
import { photo, secretWord } from '../fixtures/pictures.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

const day = 24 * 3600_000;

/** From the upload to the row, as a route does it. */
const upload = async ({ dataDir, write }: World, now: number, width = 400) => {
  const received = await receivePicture(await photo({ width, height: 300, orientation: 6 }));
  if (isRefusal(received)) throw new Error(received.reason);
  const stored = await storePicture(dataDir, newPictureId(now), received);
  return write(async (tx) => keepPicture(tx, await makeMember(tx, now), stored, now));
};
const jobs = (world: World) =>
  world.read((read) => read.selectFrom('jobs').select(['kind', 'payload', 'run_at']).execute());

onBothDatabases('pictures', (world) => {
  test('a kept picture is known with what a page needs, and asks for its AVIF', async () => {
    const id = await upload(world, world.now, 700);
    const shown = (await world.read((read) => keptPictures(read, [id, 'nothing']))).get(id)!;
    expect(shown).toEqual({
      id,
      width: 300,
      height: 700,
      widths: [300],
      thumbhash: expect.stringMatching(/^[\w+/=]{20,40}$/),
      avif: false,
    });
    expect(await jobs(world)).toEqual([
      { kind: 'make-avif', payload: JSON.stringify({ picture: id }), run_at: world.now },
    ]);
  });

  test('are taken from one member so often a day and no more, before anything is decoded', async () => {
    const member = await world.write((tx) => makeMember(tx, world.now));
    const other = await world.write((tx) => makeMember(tx, world.now));
    await world.database.root
      .insertInto('pictures')
      .values(
        Array.from({ length: uploadsADay }, (_, n) => ({
          id: `many-${n}`,
          member_id: member.id,
          width: 300,
          height: 300,
          widths: '[300]',
          thumbhash: '',
          bytes: 1,
          created_at: world.now - n,
        })),
      )
      .execute();
    const nothing = new File(['no picture at all'], 'a.png');
    const picture = (who: { id: string }, now: number) =>
      keepUpload(world.write, world.dataDir, who, nothing, now);
    const layer = (who: { id: string }, now: number) =>
      keepLayer(world.write, world.dataDir, who, { file: nothing, size: null }, now);
    for (const keep of [picture, layer]) {
      expect(await keep(member, world.now)).toMatchObject({ reason: 'too-many-uploads' });
      expect(await keep(other, world.now)).toMatchObject({ reason: 'picture-not-a-picture' });
      expect(await keep(member, world.now + day + 1)).toMatchObject({ reason: 'picture-not-a-picture' });
    }
  });

  test('the job makes the AVIF files, upright and silent, and only then says so', async () => {
    const id = await upload(world, world.now);
    expect(await openPicture(world.dataDir, id, '300.avif')).toBeNull();
    await refinePicture(world.database, world.dataDir, id, world.now + 5);

    const shown = (await world.read((read) => keptPictures(read, [id]))).get(id)!;
    expect(shown.avif).toBe(true);
    for (const width of shown.widths) {
      const { bytes, type } = (await openPicture(world.dataDir, id, `${width}.avif`))!;
      expect(type).toBe('image/avif');
      const made = await sharp(bytes).metadata();
      expect([made.format, made.compression, made.width, made.height]).toEqual(['heif', 'av1', 300, 400]);
      expect(made.exif).toBeUndefined();
      expect(Buffer.from(bytes).toString('latin1')).not.toContain(secretWord);
    }
  });

  test('the job may run twice, or again after it was cut off half-way', async () => {
    const id = await upload(world, world.now, 800);
    // Cut off: a half-written file, and no word in the row.
    writeFileSync(`${pictureFolder(world.dataDir, id)}/300.avif.part`, 'half');
    await refinePicture(world.database, world.dataDir, id, world.now);
    const row = () => world.read((read) => read.selectFrom('pictures').selectAll().executeTakeFirstOrThrow());
    const first = await row();
    await refinePicture(world.database, world.dataDir, id, world.now + 9);
    expect(await row()).toEqual(first);
    expect(readdirSync(pictureFolder(world.dataDir, id)).sort()).toEqual([
      '300.avif',
      '300.jpeg',
      '300.webp',
    ]);
  });

  test('a picture that was swept before its job ran is no error; a lost original is', async () => {
    await refinePicture(world.database, world.dataDir, newPictureId(1), world.now);
    const id = await upload(world, world.now);
    rmSync(originalFile(world.dataDir, id));
    await expect(refinePicture(world.database, world.dataDir, id, world.now)).rejects.toThrow(/ENOENT/);
  });

  test('after a day, what nothing shows is swept, row and files', async () => {
    const { now } = world;
    const [young, unused, ...used] = [
      await upload(world, now - day + 1000),
      await upload(world, now - 2 * day),
      await upload(world, now - 2 * day),
      await upload(world, now - 2 * day),
      await upload(world, now - 2 * day),
      await upload(world, now - 2 * day),
      await upload(world, now - 2 * day),
    ];
    await world.write(async (tx) => {
      const brand = await makeBrand(tx, now);
      const { id, drafts } = await makeChallenge(tx, now, brand, { drafts: 1 });
      await tx.updateTable('revision_pictures').set({ picture_id: used[0] }).execute();
      await tx.deleteFrom('pictures').where('id', '=', drafts[0]!.picture_id).execute();
      await tx.updateTable('challenges').set({ cover_picture_id: used[1] }).where('id', '=', id).execute();
      await tx.updateTable('brands').set({ cover_picture_id: used[2], logo_picture_id: used[3] }).execute();
      await tx
        .insertInto('site')
        .values({ id: 1, name: 'Muster', secret: 's', logo_picture_id: used[4] })
        .execute();
    });

    expect(await sweepPictures(world.database, world.dataDir, now)).toBe(1);
    const left = await world.read((read) => read.selectFrom('pictures').select('id').execute());
    expect(left.map(({ id }) => id).sort()).toEqual([young!, ...used].sort());
    for (const id of [young!, ...used])
      expect(await openPicture(world.dataDir, id, '300.webp')).not.toBeNull();
    expect(existsSync(pictureFolder(world.dataDir, unused!))).toBe(false);
    expect(existsSync(originalFile(world.dataDir, unused!))).toBe(false);
    expect(await sweepPictures(world.database, world.dataDir, now)).toBe(0);
  });

  test('files that no row knows are swept after a day of their own', async () => {
    const [old, young, half] = [newPictureId(1), newPictureId(2), newPictureId(3)];
    for (const id of [old, young]) {
      mkdirSync(pictureFolder(world.dataDir, id), { recursive: true });
      mkdirSync(dirname(originalFile(world.dataDir, id)), { recursive: true });
      writeFileSync(`${pictureFolder(world.dataDir, id)}/320.webp`, 'x');
      writeFileSync(originalFile(world.dataDir, id), 'x');
    }
    mkdirSync(`${pictureFolder(world.dataDir, half)}.part`, { recursive: true });
    const yesterday = (world.now - day - 1000) / 1000;
    const places = [pictureFolder(world.dataDir, old), originalFile(world.dataDir, old)];
    for (const place of [...places, `${pictureFolder(world.dataDir, half)}.part`])
      utimesSync(place, yesterday, yesterday);
    for (const place of [pictureFolder(world.dataDir, young), originalFile(world.dataDir, young)]) {
      utimesSync(place, world.now / 1000, world.now / 1000);
    }

    expect(await sweepPictures(world.database, world.dataDir, world.now)).toBe(2);
    expect(places.map((place) => existsSync(place))).toEqual([false, false]);
    expect(existsSync(`${pictureFolder(world.dataDir, half)}.part`)).toBe(false);
    expect(existsSync(originalFile(world.dataDir, young))).toBe(true);
  });
});
